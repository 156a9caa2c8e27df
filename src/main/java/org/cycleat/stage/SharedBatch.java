package org.cycleat.stage;

import java.util.Collection;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.cycleat.UserException;
import org.cycleat.config.Config;

/** The batches of the configuration, which several GPUs must be able to share evenly. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
enum SharedBatch {
  SOURCE("source.batchSize", Set.of(Stage.SOURCE), config -> config.source().batchSize()),
  TRANSLATION("gan.batchSize", Set.of(Stage.TRANSLATION), config -> config.gan().batchSize()),
  SELECTION("selection.batchSize", Set.of(Stage.SELECTION), c -> c.selection().batchSize()),
  TARGET("target.batchSize", Set.of(Stage.TARGET, Stage.BASELINES), c -> c.target().batchSize());

  private final String key;
  private final Set<Stage> stages;
  private final ToIntFunction<Config> size;

  SharedBatch(String key, Set<Stage> stages, ToIntFunction<Config> size) {
    this.key = key;
    this.stages = stages;
    this.size = size;
  }

  /**
   * Checks those of stages that are to run, before hours go into others.
   *
   * @param gpus how many share each
   * @throws UserException naming the key of one that does not split
   */
  static void check(Config config, int gpus, Collection<Stage> stages) {
    for (SharedBatch batch : values()) {
      int size = batch.size.applyAsInt(config);
      if (size % gpus != 0 && stages.stream().anyMatch(batch.stages::contains)) {
        throw new UserException(
            "%s: %d images are not shared evenly by %d GPUs (--gpus): expected a multiple of %d, such as %d"
                .formatted(batch.key, size, gpus, gpus, (size / gpus + 1) * gpus));
      }
    }
  }
}
