package org.cycleat.recognition;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.data.Preprocessing;
import org.cycleat.export.ServedModel;
import org.cycleat.export.TinyModel;
import org.cycleat.image.ImageWriter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** A crop comes to the network as training and evaluation bring it there. */
class WholeCropTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"48, 48", "7, 5", "40, 61", "12, 12", "200, 90"})
  void asPreprocessingMakesIt(int width, int height) throws IOException {
    Path file = folder.resolve("noise.png");
    byte[] values = new byte[3 * width * height];
    new Random(width).nextBytes(values);
    try (Mat noise = new Mat(height, width, CV_8UC3);
        ServedModel model = new ServedModel(TinyModel.write(folder.resolve("model")))) {
      noise.data().put(values);
      ImageWriter.write(file, noise);
      float[] image = new CropImages(model.info()).whole(noise);
      float[] expected = preprocessed(file);
      assertEquals(expected.length, image.length);
      for (int i = 0; i < image.length; i++) { // OpenCV's has whole levels
        assertEquals(expected[i], image[i], 1 / 127.5, "value " + i);
      }
    }
  }

  private static float[] preprocessed(Path file) throws IOException {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var encoded = tf.placeholder(TString.class);
      var image = Preprocessing.centred(tf, encoded, TinyModel.SIZE);
      try (Session session = new Session(graph);
          TString bytes =
              TString.tensorOfBytes(
                  org.tensorflow.ndarray.NdArrays.scalarOfObject(Files.readAllBytes(file)));
          Result result = session.runner().feed(encoded, bytes).fetch(image).run()) {
        float[] values = new float[TinyModel.SIZE * TinyModel.SIZE * 3];
        ((TFloat32) result.get(0)).copyTo(org.tensorflow.ndarray.buffer.DataBuffers.of(values));
        return values;
      }
    }
  }
}
