package org.cycleat.model;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.UserException;
import org.cycleat.nn.Convolution;
import org.cycleat.nn.Convolution.Window;
import org.cycleat.nn.Layer;
import org.cycleat.nn.LocalResponseNorm;
import org.cycleat.nn.MaxPooling;
import org.cycleat.nn.Padding;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Scope;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * AlexNet as published and as its circulating weights have it (Krizhevsky et al. 2012): two groups
 * in the second, fourth and fifth convolution, local response normalisation after the first two.
 *
 * <p>Its groups of activations are those of the five convolutions after their rectifier; selection
 * compares faces by the first.
 */
public final class AlexNet implements Classifier {

  /** Below this the last pooling has nothing left to pool. */
  public static final int MINIMUM_SIZE = 67;

  /** As published, but for its bias of 2, which the circulating weights do not have. */
  private static final Layer NORMALIZATION = new LocalResponseNorm(2, 2e-5f, 0.75f);

  private static final Layer POOLING = new MaxPooling(3, 2, Padding.VALID);

  /** A convolution and what follows its rectifier. */
  private record Stage(Layer convolution, Layer after) {}

  private final Scope scope;
  private final int imageSize;
  private final List<Stage> stages;
  private final DenseHead head;

  /**
   * @param imageSize in pixels, at least {@link #MINIMUM_SIZE}; published: 227
   * @param width multiplies the numbers of channels; 1 is as published
   * @throws UserException where the image is too small
   */
  public AlexNet(Scope scope, int imageSize, double width, int classes) {
    if (imageSize < MINIMUM_SIZE) {
      throw new UserException(
          "images of %d px are too small for AlexNet: its strides need at least %d px"
              .formatted(imageSize, MINIMUM_SIZE));
    }
    this.scope = scope;
    this.imageSize = imageSize;
    int c1 = channels(96, width);
    int c2 = channels(256, width);
    int c3 = channels(384, width);
    Window w1 = Window.of(11, 4, Padding.VALID);
    Window w2 = Window.of(5, 1, Padding.SAME).inGroups(2);
    Window w3 = Window.of(3, 1, Padding.SAME);
    stages =
        List.of(
            new Stage(conv("conv1", 3, c1, w1), Layer.sequence(NORMALIZATION, POOLING)),
            new Stage(conv("conv2", c1, c2, w2), Layer.sequence(NORMALIZATION, POOLING)),
            new Stage(conv("conv3", c2, c3, w3), Layer.sequence()),
            new Stage(conv("conv4", c3, c3, w3.inGroups(2)), Layer.sequence()),
            new Stage(conv("conv5", c3, c2, w3.inGroups(2)), POOLING));
    int side = pooled(pooled(pooled((imageSize - 11) / 4 + 1)));
    head =
        new DenseHead(
            scope,
            List.of("fc6", "fc7", "fc8"),
            new DenseHead.Units(side * side * c2, channels(4096, width), classes));
    scope.parameters().describe(KerasLayers.alexNet());
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
    for (Stage stage : stages) {
      x = stage.convolution().apply(pass, x);
      activations.add(x);
      x = stage.after().apply(pass, x);
    }
    return Features.of(pass, head.logits(pass, x), activations);
  }

  @Override
  public Parameters parameters() {
    return scope.parameters();
  }

  private Layer conv(String name, int inputs, int outputs, Window window) {
    return Layer.sequence(new Convolution(scope, name, inputs, outputs, window), Layer.RELU);
  }

  private static int pooled(int side) {
    return (side - 3) / 2 + 1;
  }

  /** Even, since two groups share them. */
  private static int channels(int published, double width) {
    return (int) Math.max(2, 2 * Math.round(published * width / 2));
  }
}
