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
import org.cycleat.nn.Scope;
import org.tensorflow.Operand;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * A PatchGAN (Isola et al. 2017): each score is of a patch of the image. Convolutions of 4x4, some
 * with stride 2, then two with stride 1; leaky ReLU 0.2; instance normalisation but on the first.
 */
public final class PatchDiscriminator {

  private static final Layer LEAKY_RELU = PatchDiscriminator::leakyRelu;

  /**
   * @param width channels of the first layer, which doubles with each but the last; 64 in the paper
   * @param strided layers with stride 2: with 1, 2 or, in the paper, 3 a patch has 16, 34 or 70
   *     pixels a side
   */
  public record Shape(int width, int strided) {
    /** Layers but the last. */
    int layers() {
      return strided + 1;
    }

    /** Of the images, in pixels: two scores a row. */
    int smallestImage() {
      return 4 << strided;
    }
  }

  private final Scope scope;
  private final Shape shape;
  private final Layer normalization;
  private final Layer layers;

  public PatchDiscriminator(Scope scope, Shape shape) {
    this(scope, shape, new InstanceNorm());
  }

  /** Instance normalisation looks at the whole image; without it a score sees its patch alone. */
  PatchDiscriminator(Scope scope, Shape shape, Layer normalization) {
    this.scope = scope;
    this.shape = shape;
    this.normalization = normalization;
    int channels = shape.width();
    List<Layer> chain = new ArrayList<>();
    chain.add(convolution("conv1", 3, channels, 2));
    chain.add(LEAKY_RELU);
    for (int n = 2; n <= shape.layers(); n++) {
      chain.addAll(normalized("conv" + n, channels, 2 * channels, n <= shape.strided() ? 2 : 1));
      channels *= 2;
    }
    chain.add(convolution("scores", channels, 1, 1));
    layers = Layer.sequence(chain);
    scope.parameters().describe(KerasLayers.discriminator(shape));
  }

  /**
   * @param images [N, S, S, 3] in [-1, 1]
   * @return scores (logits of being real) [N, R, R, 1], R = S / 2^strided - 2
   * @throws UserException where the strides use S up
   */
  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> images) {
    long side = images.shape().get(1);
    if (side < shape.smallestImage()) {
      throw new UserException(
          "images of %d px are too small for the discriminator: its strides need at least %d px; raise imageSize"
              .formatted(side, shape.smallestImage()));
    }
    return pass.full(layers.apply(pass, pass.lowered(images)));
  }

  private static <T extends TFloating> Operand<T> leakyRelu(Pass pass, Operand<T> x) {
    return pass.tf().nn.leakyRelu(x, LeakyRelu.alpha(0.2f));
  }

  public Parameters parameters() {
    return scope.parameters();
  }

  private List<Layer> normalized(String name, int inputs, int outputs, int stride) {
    return List.of(convolution(name, inputs, outputs, stride), normalization, LEAKY_RELU);
  }

  private Layer convolution(String name, int inputs, int outputs, int stride) {
    return new Convolution(scope, name, inputs, outputs, Window.of(4, stride, Padding.zero(1)));
  }
}
