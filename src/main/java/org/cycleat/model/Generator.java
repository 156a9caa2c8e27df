package org.cycleat.model;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.UserException;
import org.cycleat.nn.Convolution;
import org.cycleat.nn.Convolution.Window;
import org.cycleat.nn.InstanceNorm;
import org.cycleat.nn.Layer;
import org.cycleat.nn.Padding;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Residual;
import org.cycleat.nn.RowConvolution;
import org.cycleat.nn.Scope;
import org.cycleat.nn.TransposedConvolution;
import org.cycleat.nn.Upsampling;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * CycleGAN's generator (Zhu et al. 2017): 7x7, two strided convolutions, residual blocks, two
 * enlargements, 7x7 and tanh; instance normalisation and ReLU throughout.
 */
public final class Generator {

  /** How the image grows again. */
  public enum Enlargement {
    /** Fractionally strided convolutions, the paper's. */
    TRANSPOSED,
    /** Nearest neighbour, then a convolution: no checkerboard. */
    RESIZE
  }

  /**
   * @param blocks residual blocks: 6 for 128 px, 9 for 256 px in the paper
   * @param width channels of the first layer; 64 in the paper
   */
  public record Shape(int blocks, int width, Enlargement enlargement) {}

  private final Scope scope;
  private final Layer layers;

  public Generator(Scope scope, Shape shape) {
    this.scope = scope;
    int width = shape.width();
    List<Layer> chain = new ArrayList<>();
    chain.add(normalized("in", 3, width, Window.of(7, 1, Padding.reflect(3))));
    chain.add(normalized("down1", width, 2 * width, Window.of(3, 2, Padding.zero(1))));
    chain.add(normalized("down2", 2 * width, 4 * width, Window.of(3, 2, Padding.zero(1))));
    for (int b = 1; b <= shape.blocks(); b++) {
      chain.add(block("block" + b, 4 * width));
    }
    chain.add(enlarged("up1", 4 * width, 2 * width, shape.enlargement()));
    chain.add(enlarged("up2", 2 * width, width, shape.enlargement()));
    chain.add(new RowConvolution(scope, "out", width, 3, Window.of(7, 1, Padding.reflect(3))));
    layers = Layer.sequence(chain);
    scope.parameters().describe(KerasLayers.generator(shape));
  }

  /**
   * @param images [N, S, S, 3] in [-1, 1]
   * @return [N, S, S, 3] in [-1, 1]
   * @throws UserException where the two strided convolutions do not divide S
   */
  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> images) {
    long side = images.shape().get(1);
    if (side % 4 != 0 || side < 16) {
      throw new UserException(
          "images of %d px do not fit the generator: two strides of 2 need a multiple of 4, at least 16; change imageSize"
              .formatted(side));
    }
    // Pixels need more digits than the layers.
    return Layer.TANH.apply(pass, pass.full(layers.apply(pass, pass.lowered(images))));
  }

  public Parameters parameters() {
    return scope.parameters();
  }

  private Layer normalized(String name, int inputs, int outputs, Window window) {
    return Layer.sequence(
        new Convolution(scope, name, inputs, outputs, window), new InstanceNorm(), Layer.RELU);
  }

  private Layer block(String name, int channels) {
    Window window = Window.of(3, 1, Padding.reflect(1));
    Layer residual =
        Layer.sequence(
            normalized(name + "_1", channels, channels, window),
            new Convolution(scope, name + "_2", channels, channels, window),
            new InstanceNorm());
    return new Residual(residual);
  }

  private Layer enlarged(String name, int inputs, int outputs, Enlargement enlargement) {
    return switch (enlargement) {
      case TRANSPOSED ->
          Layer.sequence(
              new TransposedConvolution(scope, name, inputs, outputs, 3),
              new InstanceNorm(),
              Layer.RELU);
      case RESIZE ->
          Layer.sequence(
              new Upsampling(),
              normalized(name, inputs, outputs, Window.of(3, 1, Padding.reflect(1))));
    };
  }
}
