package org.cycleat.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cycleat.TestGraph;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

class PixelsTest {
  private static final int HEIGHT = 4;
  private static final int WIDTH = 5;
  private static final int KERNEL = 2;
  private static final int OUTPUTS = 4;

  private final float[] kernel = TestGraph.normals(1, KERNEL * KERNEL * 3 * OUTPUTS);
  private final float[] bias = TestGraph.normals(2, OUTPUTS);
  private final float[] image = new float[HEIGHT * WIDTH * 3]; // RGB, 0 to 255

  PixelsTest() {
    float[] normals = TestGraph.normals(3, image.length);
    for (int i = 0; i < image.length; i++) {
      image[i] = Math.max(0, Math.min(255, 127 + 60 * normals[i]));
    }
  }

  /** A convolution without padding, written out. */
  private static double[] convolved(double[] x, float[] kernel) {
    int rows = HEIGHT - KERNEL + 1;
    int columns = WIDTH - KERNEL + 1;
    double[] y = new double[rows * columns * OUTPUTS];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        for (int k = 0; k < kernel.length; k++) {
          int tap = k / OUTPUTS;
          int at = ((r + tap / 3 / KERNEL) * WIDTH + c + tap / 3 % KERNEL) * 3 + tap % 3;
          y[(r * columns + c) * OUTPUTS + k % OUTPUTS] += x[at] * kernel[k];
        }
      }
    }
    return y;
  }

  /** What Keras's preprocess_input makes of the image, in each of its modes. */
  private double[] prepared(Pixels pixels) {
    double[] bgrMean = {103.939, 116.779, 123.68};
    double[] mean = {0.485, 0.456, 0.406};
    double[] deviation = {0.229, 0.224, 0.225};
    double[] x = new double[image.length];
    for (int i = 0; i < x.length; i++) {
      int c = i % 3;
      x[i] =
          switch (pixels) {
            case TF -> image[i] / 127.5 - 1;
            case CAFFE -> image[i - c + 2 - c] - bgrMean[c];
            case TORCH -> (image[i] / 255.0 - mean[c]) / deviation[c];
          };
    }
    return x;
  }

  @ParameterizedTest
  @EnumSource
  void theFoldedConvolutionGivesTheSameOutputs(Pixels pixels) {
    double[] there = convolved(prepared(pixels), kernel);
    double[] here = convolved(prepared(Pixels.TF), pixels.kernel(kernel, OUTPUTS));
    double[] offsets = pixels.offsets(kernel, OUTPUTS);
    for (int i = 0; i < here.length; i++) {
      assertEquals(there[i], here[i] + offsets[i % OUTPUTS], 2e-4, "output " + i);
    }
  }

  @Test
  void theOffsetGoesIntoTheBias() {
    Map<String, float[]> values = new HashMap<>(Map.of("c/kernel", kernel, "c/bias", bias));
    network("c/kernel", "c/bias", "bn/moving_mean").fold(Pixels.CAFFE, values);
    double[] offsets = Pixels.CAFFE.offsets(kernel, OUTPUTS);
    assertArrayEquals(Pixels.CAFFE.kernel(kernel, OUTPUTS), values.get("c/kernel"));
    for (int i = 0; i < OUTPUTS; i++) {
      assertEquals(bias[i] + offsets[i], values.get("c/bias")[i], 1e-4);
    }
  }

  @Test
  void withoutABiasTheMovingMeanIsLess() {
    Map<String, float[]> values = new HashMap<>(Map.of("c/kernel", kernel, "n/moving_mean", bias));
    network("c/kernel", "n/gamma", "n/moving_mean").fold(Pixels.TORCH, values);
    double[] offsets = Pixels.TORCH.offsets(kernel, OUTPUTS);
    for (int i = 0; i < OUTPUTS; i++) { // y + offset - mean is y - (mean - offset)
      assertEquals(bias[i] - offsets[i], values.get("n/moving_mean")[i], 1e-5);
    }
  }

  @Test
  void aNetworkThatSeesNoColoursIsRefused() {
    Map<String, Shape> grey = new LinkedHashMap<>();
    grey.put("conv1/kernel", Shape.of(5, 5, 1, 16));
    grey.put("conv1/bias", Shape.of(16));
    String refusal =
        assertThrows(UserException.class, () -> FirstConvolution.of(grey)).getMessage();
    assertTrue(refusal.contains("found conv1/kernel [5, 5, 1, 16]"), refusal);
  }

  private static FirstConvolution network(String kernelName, String... vectors) {
    Map<String, Shape> parameters = new LinkedHashMap<>();
    parameters.put(kernelName, Shape.of(KERNEL, KERNEL, 3, OUTPUTS));
    for (String vector : vectors) {
      parameters.put(vector, Shape.of(OUTPUTS));
    }
    return FirstConvolution.of(parameters);
  }
}
