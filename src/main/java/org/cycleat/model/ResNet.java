package org.cycleat.model;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.UserException;
import org.cycleat.nn.BatchNorm;
import org.cycleat.nn.Convolution;
import org.cycleat.nn.Convolution.Window;
import org.cycleat.nn.Dense;
import org.cycleat.nn.Dropout;
import org.cycleat.nn.Flatten;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Layer;
import org.cycleat.nn.MaxPooling;
import org.cycleat.nn.Padding;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Residual;
import org.cycleat.nn.Scope;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * Residual networks (He et al. 2016) with Keras's parameter names.
 *
 * <p>As in Keras the stride of a group is on its first convolution, and the convolutions of
 * bottleneck networks have a bias; basic networks have none, as published.
 */
public final class ResNet implements Classifier {

  /** A row per depth; all but the first are published. */
  @SuppressWarnings("ImmutableEnumChecker") // the array stays inside and is never written
  public enum Depth {
    /** For faces of 40 to 64 pixels: quick, since its wide groups see small maps only. */
    RESNET_14(Block.BASIC, Stem.NARROW, 64, 2, 2, 2),
    RESNET_18(Block.BASIC, Stem.POOLED, 64, 2, 2, 2, 2),
    RESNET_34(Block.BASIC, Stem.POOLED, 64, 3, 4, 6, 3),
    /** The 6n + 2 network for small images, n = 6. */
    RESNET_38(Block.BASIC, Stem.PLAIN, 16, 6, 6, 6),
    RESNET_50(Block.BOTTLENECK, Stem.POOLED, 64, 3, 4, 6, 3),
    RESNET_101(Block.BOTTLENECK, Stem.POOLED, 64, 3, 4, 23, 3);

    private final Block block;
    private final Stem stem;
    private final int channels; // of the first group
    private final int[] blocks;

    Depth(Block block, Stem stem, int channels, int... blocks) {
      this.block = block;
      this.stem = stem;
      this.channels = channels;
      this.blocks = blocks;
    }

    /** The smallest image, in pixels, that leaves at least one position in the last group. */
    public int minimumSize() {
      return (stem.stride * stem.firstStride) << (blocks.length - 1);
    }

    /** Of the first block of a group. */
    private int stride(int group) {
      return group == 0 ? stem.firstStride : 2;
    }
  }

  /** A residual block's kernel sizes; the last has {@code expansion} times the channels. */
  @SuppressWarnings("ImmutableEnumChecker") // the array stays inside and is never written
  private enum Block {
    BASIC(1, false, 3, 3),
    BOTTLENECK(4, true, 1, 3, 1);

    private final int expansion;
    private final boolean bias;
    private final int[] kernels;

    Block(int expansion, boolean bias, int... kernels) {
      this.expansion = expansion;
      this.bias = bias;
      this.kernels = kernels;
    }
  }

  /** What comes before the groups. */
  private enum Stem {
    POOLED(7, 2, 4, 1, 1),
    PLAIN(3, 1, 1, 1, 1),
    /** Half the first group's channels, which halves the image in return. */
    NARROW(3, 1, 1, 2, 2);

    private final int kernel;
    private final int convolutionStride;
    private final int stride;
    private final int firstStride; // of the first group
    private final int narrowing; // the first group's channels, divided by the stem's

    Stem(int kernel, int convolutionStride, int stride, int firstStride, int narrowing) {
      this.kernel = kernel;
      this.convolutionStride = convolutionStride;
      this.stride = stride;
      this.firstStride = firstStride;
      this.narrowing = narrowing;
    }
  }

  private final Depth depth;
  private final Scope scope;
  private final Layer stem;
  private final List<Layer> groups = new ArrayList<>();
  private final Layer head;

  /**
   * How a network looks.
   *
   * @param width multiplies every number of channels; 1 is as published
   * @param dropout rate before the last layer, in training
   * @param placesOf size in pixels of the images whose last map the last layer sees place by place;
   *     0, as published: it sees the mean over the places of any image
   */
  public record Shape(Depth depth, double width, float dropout, int placesOf) {

    /** As published. */
    public Shape(Depth depth, double width, float dropout) {
      this(depth, width, dropout, 0);
    }

    /** The side of the last map. */
    private int lastSide() {
      return -Math.floorDiv(-placesOf, depth.minimumSize());
    }

    private int channels(int published) {
      return (int) Math.max(1, Math.round(published * width));
    }
  }

  /** A network without dropout, as published. */
  public ResNet(Scope scope, Depth depth, double width, int classes) {
    this(scope, new Shape(depth, width, 0), classes);
  }

  /**
   * @param classes the number of logits
   */
  public ResNet(Scope scope, Shape shape, int classes) {
    this.depth = shape.depth();
    this.scope = scope;
    int base = shape.channels(depth.channels);
    int inputs = shape.channels(depth.channels / depth.stem.narrowing);
    stem = stem(inputs);
    for (int g = 0; g < depth.blocks.length; g++) {
      int channels = base << g;
      groups.add(group(g, inputs, channels));
      inputs = channels * depth.block.expansion;
    }
    head = Layer.sequence(head(shape, inputs, classes));
    scope
        .parameters()
        .describe(
            KerasLayers.resNet(
                new KerasLayers.ResNetForm(
                    depth.stem == Stem.POOLED, depth.stride(0) > 1, depth.block.kernels.length),
                depth.blocks));
  }

  @Override
  public Features apply(Pass pass, Operand<TFloat32> images) {
    checkSize(images.shape().get(1));
    return features(pass, pass.lowered(images));
  }

  private <T extends TFloating> Features features(Pass pass, Operand<T> images) {
    Operand<T> x = stem.apply(pass, images); // [N, S/4, S/4, C]
    List<Operand<T>> activations = new ArrayList<>();
    for (Layer group : groups) {
      x = group.apply(pass, x);
      activations.add(x); // [N, S/4, ..], [N, S/8, ..], ...
    }
    return Features.of(pass, head.apply(pass, pass.full(x)), activations);
  }

  @Override
  public Parameters parameters() {
    return scope.parameters();
  }

  private void checkSize(long size) {
    if (size < depth.minimumSize()) {
      throw new UserException(
          "images of %d px are too small for %s: its strides need at least %d px; raise imageSize"
              .formatted(size, depth, depth.minimumSize()));
    }
  }

  private List<Layer> head(Shape shape, int channels, int classes) {
    Layer dropout = new Dropout(shape.dropout(), 1);
    if (shape.placesOf() == 0) {
      return List.of(
          Layer.GLOBAL_AVERAGE, dropout, new Dense(scope, "predictions", channels, classes));
    }
    int features = shape.lastSide() * shape.lastSide() * channels;
    // small, so that training starts near zero however many places there are
    Scope small = new Scope(scope.parameters(), Initializer.normal(0.002f));
    return List.of(
        new Flatten(features), dropout, new Dense(small, "predictions", features, classes));
  }

  private Layer stem(int channels) {
    Stem s = depth.stem;
    Layer conv =
        normalized("conv1", 3, channels, window(s.kernel, s.convolutionStride, s.kernel / 2));
    return s == Stem.POOLED
        ? Layer.sequence(conv, Layer.RELU, new MaxPooling(3, 2, Padding.zero(1)))
        : Layer.sequence(conv, Layer.RELU);
  }

  private Layer group(int index, int inputs, int channels) {
    List<Layer> blocks = new ArrayList<>();
    int outputs = channels * depth.block.expansion;
    for (int b = 0; b < depth.blocks[index]; b++) {
      String name = "conv%d_block%d".formatted(index + 2, b + 1);
      int stride = b == 0 ? depth.stride(index) : 1;
      blocks.add(block(name, b == 0 ? inputs : outputs, channels, stride));
    }
    return Layer.sequence(blocks);
  }

  /** relu(shortcut(x) + residual(x)). */
  private Layer block(String name, int inputs, int channels, int stride) {
    int outputs = channels * depth.block.expansion;
    Layer shortcut =
        stride == 1 && inputs == outputs
            ? Layer.IDENTITY
            : normalized(name + "_0", inputs, outputs, window(1, stride, 0));
    Layer residual = residual(name, inputs, channels, stride);
    return Layer.sequence(new Residual(shortcut, residual), Layer.RELU);
  }

  private Layer residual(String name, int inputs, int channels, int stride) {
    int[] kernels = depth.block.kernels;
    List<Layer> layers = new ArrayList<>();
    int from = inputs;
    for (int k = 0; k < kernels.length; k++) {
      boolean last = k == kernels.length - 1;
      int to = last ? channels * depth.block.expansion : channels;
      Window window = window(kernels[k], k == 0 ? stride : 1, kernels[k] / 2);
      layers.add(normalized("%s_%d".formatted(name, k + 1), from, to, window));
      if (!last) {
        layers.add(Layer.RELU);
      }
      from = to;
    }
    return Layer.sequence(layers);
  }

  private Layer normalized(String name, int inputs, int outputs, Window window) {
    return Layer.sequence(
        new Convolution(scope, name + "_conv", inputs, outputs, window),
        new BatchNorm(scope, name + "_bn", outputs));
  }

  private Window window(int kernel, int stride, int padding) {
    // At stride one SAME pads alike, and needs no operation of its own.
    Padding border = stride == 1 ? Padding.SAME : Padding.zero(padding);
    Window window = Window.of(kernel, stride, border);
    return depth.block.bias ? window : window.withoutBias();
  }
}
