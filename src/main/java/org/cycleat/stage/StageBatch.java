package org.cycleat.stage;

import java.util.Collection;
import org.cycleat.UserException;
import org.cycleat.config.Config;

/**
 * The batch that a stage trains on, as the configuration has it.
 *
 * @param key the configuration's
 * @param size in images
 */
record StageBatch(String key, int size) {

  static StageBatch of(Stage stage, Config config) {
    return switch (stage) {
      case SOURCE -> new StageBatch("source.batchSize", config.source().batchSize());
      case TRANSLATION -> new StageBatch("gan.batchSize", config.gan().batchSize());
      case SELECTION -> new StageBatch("selection.batchSize", config.selection().batchSize());
      case TARGET, BASELINES -> new StageBatch("target.batchSize", config.target().batchSize());
    };
  }

  /**
   * Checks those of stages that are to run, before hours go into others.
   *
   * @param gpus how many share each
   * @throws UserException naming the key of one that does not split evenly
   */
  static void requireSplit(Config config, int gpus, Collection<Stage> stages) {
    for (Stage stage : stages) {
      of(stage, config).requireSplit(gpus);
    }
  }

  private void requireSplit(int gpus) {
    if (size % gpus != 0) {
      throw new UserException(
          "%s: %d images are not shared evenly by %d GPUs (--gpus): expected a multiple of %d, such as %d"
              .formatted(key, size, gpus, gpus, (size / gpus + 1) * gpus));
    }
  }
}
