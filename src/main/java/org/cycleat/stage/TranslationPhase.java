package org.cycleat.stage;

import java.nio.file.Path;
import java.util.Optional;
import org.cycleat.config.Config;

/**
 * One of the two stages of translation.
 *
 * @param joint whether f_W learns along
 * @param folder gets the trained networks
 * @param samples folder that gets the grids
 * @param startsFrom the folder of the networks that stage I trained
 * @param firstStep how many steps the stage before had; faces and learning rate go on from there
 * @param steps of this stage
 */
record TranslationPhase(
    String name,
    boolean joint,
    Path folder,
    Path samples,
    Optional<Path> startsFrom,
    long firstStep,
    long steps) {

  /** Stage I, which lies in the folder of the method's own stage II. */
  static TranslationPhase first(Config config, Workspace workspace) {
    Path folder = workspace.folder(Stage.TRANSLATION);
    return new TranslationPhase(
        "translation I",
        false,
        folder.resolve("stage1"),
        TranslationSamples.folderIn(folder),
        Optional.empty(),
        0,
        config.gan().stage1Steps());
  }

  /** The stage II that starts from this stage's networks. */
  TranslationPhase followed(Config config, Path into, boolean withFW) {
    return new TranslationPhase(
        withFW ? "translation II" : "translation II without f_W",
        withFW,
        into,
        TranslationSamples.folderIn(into),
        Optional.of(folder),
        steps,
        config.gan().stage2Steps());
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
