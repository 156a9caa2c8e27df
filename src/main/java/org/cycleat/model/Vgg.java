package org.cycleat.model;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.UserException;
import org.cycleat.nn.Convolution;
import org.cycleat.nn.Convolution.Window;
import org.cycleat.nn.Layer;
import org.cycleat.nn.MaxPooling;
import org.cycleat.nn.Padding;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Scope;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * VGG networks (Simonyan and Zisserman 2015, configurations D and E) with Keras's parameter names.
 *
 * <p>Training drops half of the two hidden layers, as published; Keras's own classes leave that
 * out, which is the same function in inference.
 *
 * <p>Its groups of activations are those at the end of the five blocks, before their pooling: of
 * the image's size, a half, a quarter, an eighth and a sixteenth of it, rounded down.
 */
public final class Vgg implements Classifier {

  /** Below this the fifth pooling has nothing left to pool. */
  public static final int MINIMUM_SIZE = 32;

  /** A row per published depth: how many convolutions each block has. */
  @SuppressWarnings("ImmutableEnumChecker") // the array stays inside and is never written
  public enum Depth {
    VGG_16(2, 2, 3, 3, 3),
    VGG_19(2, 2, 4, 4, 4);

    private final int[] convolutions;

    Depth(int... convolutions) {
      this.convolutions = convolutions;
    }
  }

  private static final int[] CHANNELS = {64, 128, 256, 512, 512};
  private static final int HIDDEN = 4096;
  private static final Window WINDOW = Window.of(3, 1, Padding.SAME);
  private static final Layer POOLING = new MaxPooling(2, 2, Padding.VALID);

  private final Scope scope;
  private final int imageSize;
  private final List<Layer> blocks = new ArrayList<>();
  private final DenseHead head;

  /**
   * A network and the images that its first dense layer is made for.
   *
   * @param imageSize in pixels, at least {@link #MINIMUM_SIZE}; published: 224
   * @param width multiplies the numbers of channels; 1 is as published
   */
  public record Shape(Depth depth, int imageSize, double width) {

    /**
     * @throws UserException where the image is too small
     */
    public Shape {
      if (imageSize < MINIMUM_SIZE) {
        throw new UserException(
            "images of %d px are too small for %s: its poolings need at least %d px; raise imageSize"
                .formatted(imageSize, depth, MINIMUM_SIZE));
      }
    }

    private int channels(int published) {
      return (int) Math.max(1, Math.round(published * width));
    }
  }

  /**
   * @param classes the number of logits
   */
  public Vgg(Scope scope, Shape shape, int classes) {
    this.scope = scope;
    imageSize = shape.imageSize();
    int inputs = 3;
    for (int b = 0; b < CHANNELS.length; b++) {
      int outputs = shape.channels(CHANNELS[b]);
      blocks.add(block("block" + (b + 1), inputs, outputs, shape.depth().convolutions[b]));
      inputs = outputs;
    }
    int side = imageSize >> CHANNELS.length;
    head =
        new DenseHead(
            scope,
            List.of("fc1", "fc2", "predictions"),
            new DenseHead.Units(side * side * inputs, shape.channels(HIDDEN), classes));
    scope.parameters().describe(KerasLayers.vgg(shape.depth().convolutions));
  }

  @Override
  public Features apply(Pass pass, Operand<TFloat32> images) {
    long side = images.shape().get(1);
    if (side != imageSize) {
      throw new IllegalArgumentException("expected images of " + imageSize + " px, found " + side);
    }
    return features(pass, pass.lowered(images));
  }

  private <T extends TFloating> Features features(Pass pass, Operand<T> images) {
    Operand<T> x = images;
    List<Operand<T>> activations = new ArrayList<>();
    for (Layer block : blocks) {
      x = block.apply(pass, x);
      activations.add(x); // [N, S, S, C], [N, S/2, S/2, 2C], ...
      x = POOLING.apply(pass, x);
    }
    return Features.of(pass, head.logits(pass, x), activations);
  }

  @Override
  public Parameters parameters() {
    return scope.parameters();
  }

  private Layer block(String name, int inputs, int outputs, int convolutions) {
    List<Layer> layers = new ArrayList<>();
    for (int c = 1; c <= convolutions; c++) {
      int from = c == 1 ? inputs : outputs;
      layers.add(new Convolution(scope, "%s_conv%d".formatted(name, c), from, outputs, WINDOW));
      layers.add(Layer.RELU);
    }
    return Layer.sequence(layers);
  }
}
