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
 * The 70 x 70 PatchGAN (Isola et al. 2017): each score judges a patch of 70 x 70 pixels.
 * Convolutions of 4x4, three with stride 2 and two with stride 1; leaky ReLU 0.2; instance
 * normalisation but on the first.
 */
public final class PatchDiscriminator {

  private static final Layer LEAKY_RELU = PatchDiscriminator::leakyRelu;

  private final Scope scope;
  private final Layer normalization;
  private final Layer layers;

  /**
   * @param width channels of the first layer; 64 in the paper
   */
  public PatchDiscriminator(Scope scope, int width) {
    this(scope, width, new InstanceNorm());
  }

  /** Instance normalisation looks at the whole image; without it a score sees its patch alone. */
  PatchDiscriminator(Scope scope, int width, Layer normalization) {
    this.scope = scope;
    this.normalization = normalization;
    List<Layer> chain = new ArrayList<>();
    chain.add(convolution("conv1", 3, width, 2));
    chain.add(LEAKY_RELU);
    chain.addAll(normalized("conv2", width, 2 * width, 2));
    chain.addAll(normalized("conv3", 2 * width, 4 * width, 2));
    chain.addAll(normalized("conv4", 4 * width, 8 * width, 1));
    chain.add(convolution("scores", 8 * width, 1, 1));
    layers = Layer.sequence(chain);
    scope.parameters().describe(KerasLayers.discriminator());
  }

  /**
   * @param images [N, S, S, 3] in [-1, 1], S at least 32
   * @return scores (logits of being real) [N, S/8 - 2, S/8 - 2, 1]
   */
  public Operand<TFloat32> apply(Pass pass, Operand<TFloat32> images) {
    long side = images.shape().get(1);
    if (side < 32) {
      throw new UserException(
          "images of %d px are too small for the discriminator: its strides need at least 32 px; raise imageSize"
              .formatted(side));
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
