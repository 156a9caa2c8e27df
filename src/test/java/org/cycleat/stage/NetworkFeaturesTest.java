package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.cycleat.config.Config;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Use;
import org.cycleat.device.Device;
import org.cycleat.train.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

class NetworkFeaturesTest {
  /** AlexNet's second and fifth convolution have 32 channels in 3 x 3 places then. */
  private static final Config CONFIG = Config.preset("tiny");

  private static final int CHANNELS = 32;

  @TempDir Path folder;

  private NetworkFeatures.Trained alexNet() {
    Path checkpoint = folder.resolve("alexnet");
    var network = new Networks(CONFIG).selection();
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      var parameters = network.make(tf, "alexnet").parameters();
      parameters.initialize(session);
      Checkpoint.of(tf, parameters).save(session, checkpoint, 0);
    }
    return new NetworkFeatures.Trained("alexnet", "an AlexNet", network, checkpoint);
  }

  private static float[][] features(
      NetworkFeatures.Trained trained, Manifest faces, NetworkFeatures.Layer layer) {
    Pipeline pipeline = Pipeline.plain(67, 5); // 28 faces: the last batch has three
    try (var network = new NetworkFeatures(Device.forInference(1), trained, pipeline, layer)) {
      assertTrue(network.name().startsWith("an AlexNet, "), network.name());
      return network.of(faces);
    }
  }

  @Test
  void layersOfEveryFaceInItsPlace() throws IOException {
    Path list = DrawnDomains.in(folder).source();
    Manifest faces = Manifest.read(list, Labels.EXPRESSIONS, Use.LABELLED);
    var trained = alexNet();
    float[][] cells = features(trained, faces, NetworkFeatures.Layer.LAST);
    float[][] means = features(trained, faces, NetworkFeatures.Layer.LAST_MEAN);
    assertEquals(28, cells.length);
    for (int i = 0; i < cells.length; i++) {
      assertEquals(9 * CHANNELS, cells[i].length);
      float[] ofCells = new float[CHANNELS];
      for (int j = 0; j < cells[i].length; j++) {
        ofCells[j % CHANNELS] += cells[i][j] / 9;
      }
      assertArrayEquals(ofCells, means[i], 1e-5f);
    }
    float[][] first = features(trained, faces, NetworkFeatures.Layer.FIRST);
    assertEquals(15 * 15 * 12, first[0].length);
    Manifest lastTwo = faces.with(faces.samples().subList(26, 28));
    assertArrayEquals(means[27], features(trained, lastTwo, NetworkFeatures.Layer.LAST_MEAN)[1]);
  }
}
