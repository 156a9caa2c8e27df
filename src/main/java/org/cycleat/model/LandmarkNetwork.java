package org.cycleat.model;

import java.util.List;
import org.cycleat.nn.BatchNorm;
import org.cycleat.nn.Convolution;
import org.cycleat.nn.Convolution.Window;
import org.cycleat.nn.Dense;
import org.cycleat.nn.Flatten;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Layer;
import org.cycleat.nn.Padding;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Residual;
import org.cycleat.nn.Scope;
import org.cycleat.nn.Variable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A small convolutional regressor of the 68 landmarks: strided convolutions and residual blocks
 * with batch normalisation, then one dense layer over all places of an 8 x 8 map. Only operations
 * that OpenCV's DNN reads as well.
 *
 * <pre>
 *   [N, 64, 64, 1]  5x5 / 2 -> [N, 32, 32, w]  3x3 / 2 -> [N, 16, 16, 2w]  block
 *   3x3 / 2 -> [N, 8, 8, 4w]  2 blocks  1x1 -> [N, 8, 8, w + w/2]  dense -> [N, 136]
 * </pre>
 */
public final class LandmarkNetwork {
  /** Side of the crops in pixels. */
  public static final int SIZE = 64;

  /** x and y of the 68 points. */
  public static final int OUTPUTS = 136;

  private static final int LAST_SIDE = SIZE / 8;

  private final Scope scope;
  private final Layer layers;

  /**
   * @param width channels of the first layer, w; even
   */
  public LandmarkNetwork(Scope scope, int width) {
    this.scope = scope;
    int last = width + width / 2;
    layers =
        Layer.sequence(
            convolution("conv1", 1, width, 5, 2),
            Layer.RELU,
            convolution("conv2", width, 2 * width, 3, 2),
            Layer.RELU,
            block("block2", 2 * width),
            convolution("conv3", 2 * width, 4 * width, 3, 2),
            Layer.RELU,
            block("block3", 4 * width),
            block("block4", 4 * width),
            convolution("conv4", 4 * width, last, 1, 1),
            Layer.RELU,
            new Flatten(LAST_SIDE * LAST_SIDE * last),
            // small, so that training starts from a face and not from points all over the crop
            new Dense(
                new Scope(scope.parameters(), Initializer.normal(0.002f)),
                "points",
                LAST_SIDE * LAST_SIDE * last,
                OUTPUTS));
    scope.parameters().describe(KerasLayers.landmarks());
  }

  /**
   * @param crops [N, 64, 64, 1], each of mean 0 and deviation 1
   * @return [N, 136]: x0, y0, x1, ... from the crop's centre, in crop sides: -0.5 is the left or
   *     upper border, 0.5 the right or lower one
   */
  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> crops) {
    return layers.apply(pass, crops);
  }

  /** What the points are where the network sees nothing: training starts from an average face. */
  public Variable average() {
    return scope.parameters().get("points/bias");
  }

  public Parameters parameters() {
    return scope.parameters();
  }

  /** relu(x + conv(relu(conv(x)))), [N, H, W, C] to the same shape. */
  private Layer block(String name, int channels) {
    Layer inner =
        Layer.sequence(
            List.of(
                convolution(name + "_1", channels, channels, 3, 1),
                Layer.RELU,
                convolution(name + "_2", channels, channels, 3, 1)));
    return Layer.sequence(new Residual(inner), Layer.RELU);
  }

  private Layer convolution(String name, int inputs, int outputs, int kernel, int stride) {
    Window window = Window.of(kernel, stride, Padding.SAME).withoutBias();
    return Layer.sequence(
        new Convolution(scope, name + "_conv", inputs, outputs, window),
        new BatchNorm(scope, name + "_bn", outputs));
  }
}
