package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.TestGraph;
import org.cycleat.UserException;
import org.cycleat.export.FrozenGraph;
import org.cycleat.model.LandmarkNetwork;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Scope;
import org.cycleat.nn.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class LandmarkRegressorTest {
  private static final int CROPS = 3;
  private static final int PIXELS = 64 * 64;

  @TempDir Path folder;

  /** Writes a small network with random weights; gives what TensorFlow makes of the crops. */
  private float[] writeNetwork(Path file, float[] crops) {
    try (TestGraph graph = new TestGraph()) {
      var tf = graph.tf();
      Parameters parameters = new Parameters(tf, "small", 5);
      LandmarkNetwork network = new LandmarkNetwork(new Scope(parameters, Initializer.HE), 4);
      graph.initialize(parameters);
      // statistics other than 0 and 1, or normalisation would show nothing
      long seed = 0;
      for (Variable variable : parameters.all()) {
        if (variable.shape().numDimensions() == 1) {
          float[] values = TestGraph.normals(seed++, (int) variable.shape().size());
          for (int i = 0; i < values.length; i++) {
            values[i] = variable.name().endsWith("beta") ? values[i] : 0.5f + Math.abs(values[i]);
          }
          graph.run(List.of(tf.assignVariableOp(variable.handle(), tf.constant(values))));
        }
      }
      Operand<TFloat32> input =
          tf.withName(LandmarkRegressor.INPUT)
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 64, 64, 1)));
      var output =
          tf.withName(LandmarkRegressor.OUTPUT).identity(network.apply(Pass.inference(tf), input));
      FrozenGraph.write(graph.graph(), graph.session(), output.op().name(), file);
      var fed = graph.input(Shape.of(CROPS, 64, 64, 1), crops);
      return graph.value(network.apply(Pass.inference(tf), fed));
    }
  }

  @Test
  void openCvGivesWhatTensorFlowGives() throws IOException {
    float[] crops = TestGraph.normals(9, CROPS * PIXELS);
    Path file = folder.resolve("small.pb");
    float[] expected = writeNetwork(file, crops);
    List<Mat> mats = new ArrayList<>();
    try (LandmarkRegressor regressor =
        new LandmarkRegressor(Files.readAllBytes(file), "small.pb")) {
      for (int i = 0; i < CROPS; i++) {
        mats.add(new Mat(64, 64, CV_32F));
        try (FloatIndexer values = mats.get(i).createIndexer()) {
          for (int p = 0; p < PIXELS; p++) {
            values.put(p / 64, p % 64, crops[i * PIXELS + p]);
          }
        }
      }
      float[] found = regressor.forward(mats);
      double largest =
          IntStream.range(0, expected.length)
              .mapToDouble(i -> Math.abs(expected[i]))
              .max()
              .orElse(0);
      assertTrue(largest > 0.1, "nothing is compared");
      assertArrayEquals(expected, found, (float) (1e-5 * largest));
    } finally {
      mats.forEach(Mat::close);
    }
  }

  @Test
  void aFileThatIsNoModelIsRefusedInOneLine() throws IOException {
    Path text = Files.writeString(folder.resolve("text.pb"), "no graph at all");
    Path absent = folder.resolve("absent.pb");
    for (Path file : List.of(text, absent)) {
      UserException error =
          assertThrows(UserException.class, () -> LandmarkDetector.open(Optional.of(file)).close());
      assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
      assertEquals(1, error.getMessage().lines().count(), error.getMessage());
    }
  }
}
