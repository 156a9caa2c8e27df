package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.device.Device;
import org.cycleat.train.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

class StartingWeightsTest {
  private static final Config TINY = Config.preset("tiny");

  @TempDir Path folder;

  private void save(Networks.ClassifierFactory network) {
    Device device = Device.forInference(1);
    try (Graph graph = new Graph();
        Session session = device.session(graph)) {
      Ops tf = Ops.create(graph);
      var parameters = network.make(tf, "any").parameters();
      parameters.initialize(session);
      Checkpoint.of(tf, parameters).save(session, folder, 0);
    }
  }

  private static String refusal(Config config, Stage... stages) {
    return assertThrows(UserException.class, () -> StartingWeights.check(config, List.of(stages)))
        .getMessage();
  }

  @Test
  void withoutWeightsThereIsNothingToCheck() {
    assertEquals(Optional.empty(), StartingWeights.SOURCE.path(TINY));
    assertDoesNotThrow(() -> StartingWeights.check(TINY, List.of(Stage.values())));
  }

  @Test
  void weightsThatFitAreTaken() {
    save(new Networks(TINY).source());
    Config config = TINY.with("source.weights=" + folder);
    assertEquals(Optional.of(folder), StartingWeights.SOURCE.path(config));
    assertDoesNotThrow(() -> StartingWeights.check(config, List.of(Stage.SOURCE)));
  }

  @Test
  void weightsOfAnotherShapeAreRefusedByTheirKey() {
    save(new Networks(TINY.with("target.width=0.5")).target());
    String refusal = refusal(TINY.with("target.weights=" + folder), Stage.BASELINES);
    assertTrue(refusal.startsWith("target.weights: the checkpoint " + folder), refusal);
    assertTrue(refusal.contains(" does not fit f_T, "), refusal);
    assertTrue(refusal.contains(" differ "), refusal);
  }

  @Test
  void onlyTheStagesToComeCount() {
    Config config = TINY.with("source.weights=" + folder, "selection.weights=" + folder);
    String refusal = refusal(config, Stage.TRANSLATION, Stage.SELECTION);
    assertTrue(refusal.startsWith("selection.weights: no checkpoint in " + folder), refusal);
    assertTrue(refusal(config, Stage.SOURCE).startsWith("source.weights: no checkpoint in"));
    assertDoesNotThrow(() -> StartingWeights.check(config, List.of(Stage.TARGET)));
  }
}
