package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageBatchTest {
  private static final Config CONFIG =
      Config.preset("tiny")
          .with(
              "source.batchSize=12",
              "gan.batchSize=6",
              "selection.batchSize=9",
              "target.batchSize=10");

  @Test
  void oneTakesEveryBatch() {
    assertDoesNotThrow(() -> StageBatch.requireSplit(CONFIG, 1, List.of(Stage.values())));
  }

  @Test
  void onlyTheStagesThatRunCount() {
    StageBatch.requireSplit(CONFIG, 3, List.of(Stage.SOURCE, Stage.TRANSLATION, Stage.SELECTION));
    StageBatch.requireSplit(CONFIG, 5, List.of(Stage.TARGET, Stage.BASELINES));
    StageBatch.requireSplit(CONFIG, 7, List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "SOURCE,      8, source.batchSize,    12, 16",
    "TRANSLATION, 4, gan.batchSize,        6,  8",
    "TRANSLATION, 8, gan.batchSize,        6,  8",
    "SELECTION,   2, selection.batchSize,  9, 10",
    "TARGET,      3, target.batchSize,    10, 12",
    "BASELINES,   4, target.batchSize,    10, 12"
  })
  void whatDoesNotSplitIsNamed(Stage stage, int gpus, String key, int size, int next) {
    var refusal =
        assertThrows(
            UserException.class, () -> StageBatch.requireSplit(CONFIG, gpus, List.of(stage)));
    assertEquals(
        "%s: %d images are not shared evenly by %d GPUs (--gpus): expected a multiple of %d, such as %d"
            .formatted(key, size, gpus, gpus, next),
        refusal.getMessage());
  }
}
