package org.cycleat.stage;

import java.nio.file.Path;
import java.util.Optional;
import org.cycleat.config.Config;

/**
 * One of the two stages of translation.
 *
 * @param joint whether f_W learns along: stage II
 * @param folder gets the trained networks
 * @param startsFrom the folder of the networks that stage I trained
 * @param firstStep how many steps the stage before had; faces and learning rate go on from there
 * @param steps of this stage
 */
record TranslationPhase(
    String name,
    boolean joint,
    Path folder,
    Optional<Path> startsFrom,
    long firstStep,
    long steps) {

  static TranslationPhase first(Config config, Path folder) {
    return new TranslationPhase(
        "translation I", false, folder, Optional.empty(), 0, config.gan().stage1Steps());
  }

  static TranslationPhase second(Config config, Path folder, Path first) {
    var gan = config.gan();
    return new TranslationPhase(
        "translation II", true, folder, Optional.of(first), gan.stage1Steps(), gan.stage2Steps());
  }

  /** CycleGAN's schedule over both stages: constant, then on a straight line to zero. */
  Schedule schedule(Config config) {
    var gan = config.gan();
    return Schedule.of(config, gan.learningRate(), (long) gan.stage1Steps() + gan.stage2Steps())
        .from(firstStep);
  }

  /** Tells of steps that other rates had, where a run was extended. */
  void keepSchedule(RunContext run, long done) {
    schedule(run.config()).keepIn(folder, done, name, run.report());
  }
}
