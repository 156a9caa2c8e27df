package org.cycleat.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How many views of an image a classifier is asked about; the answer is the mean of the views'
 * class probabilities.
 */
public enum Voting {
  /** The image alone. */
  NONE,
  /** The image and its mirror image. */
  FLIP,
  /** The four corners and the centre of a larger image, each also mirrored. */
  TENCROP;

  private static final double TENCROP_MARGIN = 1.125;

  /**
   * One view: a square cut out of the image, mirrored or not.
   *
   * @param left pixels from the left edge
   * @param top pixels from the upper edge
   * @param flip whether the square is then mirrored left to right
   */
  public record View(int left, int top, boolean flip) {}

  /** The edge L, in pixels, at which images are loaded for a network of input size S. */
  public int loadSize(int size) {
    return this == TENCROP ? (int) Math.round(size * TENCROP_MARGIN) : size;
  }

  /**
   * The V views of an image.
   *
   * @param loadSize edge L of the image
   * @param size edge S of each view, at most L
   */
  public List<View> views(int loadSize, int size) {
    if (size < 1 || size > loadSize || (this != TENCROP && size != loadSize)) {
      throw new IllegalArgumentException(
          this + " voting: no views of " + size + " pixels in an image of " + loadSize);
    }
    int margin = loadSize - size;
    var views = new ArrayList<View>();
    for (int[] corner : this == TENCROP ? corners(margin) : new int[1][2]) {
      views.add(new View(corner[0], corner[1], false));
      if (this != NONE) {
        views.add(new View(corner[0], corner[1], true));
      }
    }
    return List.copyOf(views);
  }

  /**
   * Cuts the views out of a batch.
   *
   * @param images [N, L, L, 3], with L static
   * @param size S
   * @return [V * N, S, S, 3]: the first view of all images, then the second, ...
   */
  public Operand<TFloat32> views(Ops tf, Operand<TFloat32> images, int size) {
    Shape shape = images.shape();
    if (shape.numDimensions() != 4 || shape.get(1) < 0 || shape.get(1) != shape.get(2)) {
      throw new IllegalArgumentException(
          "voting: expected images [N, L, L, 3] with L known, got " + shape);
    }
    List<Operand<TFloat32>> cut = new ArrayList<>();
    for (View view : views(Math.toIntExact(shape.get(1)), size)) {
      Operand<TFloat32> square =
          size == shape.get(1)
              ? images
              : tf.slice(
                  images,
                  tf.constant(new int[] {0, view.top(), view.left(), 0}),
                  tf.constant(new int[] {-1, size, size, -1})); // [N, S, S, 3]
      cut.add(view.flip() ? tf.reverse(square, tf.constant(new int[] {2})) : square);
    }
    return cut.size() == 1 ? cut.get(0) : tf.concat(cut, tf.constant(0));
  }

  /**
   * The votes' mean.
   *
   * @param probabilities [V * N, K] in the order of {@link #views(Ops, Operand, int)}, K static
   * @return [N, K]
   */
  public Operand<TFloat32> average(Ops tf, Operand<TFloat32> probabilities) {
    long classes = probabilities.shape().get(1);
    if (classes < 0) {
      throw new IllegalArgumentException(
          "voting: expected probabilities [V * N, K] with K known, got " + probabilities.shape());
    }
    if (this == NONE) {
      return probabilities;
    }
    long[] byView = {count(), -1, classes};
    return tf.math.mean(tf.reshape(probabilities, tf.constant(byView)), tf.constant(0));
  }

  /** The number of views, V. */
  public int count() {
    return switch (this) {
      case NONE -> 1;
      case FLIP -> 2;
      case TENCROP -> 10;
    };
  }

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static int[][] corners(int margin) {
    return new int[][] {
      {0, 0}, {margin, 0}, {0, margin}, {margin, margin}, {margin / 2, margin / 2}
    };
  }
}
