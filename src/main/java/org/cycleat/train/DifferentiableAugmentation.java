package org.cycleat.train;

import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.cycleat.nn.StepSeed;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Differentiable augmentation (Zhao et al. 2020, DiffAugment): whatever a discriminator is shown,
 * real or generated, is changed at random, so that it cannot learn few images by heart. Gradients
 * pass through the changes, so that generators do not imitate them.
 *
 * <p>One draw holds for all that is shown at a step; each image of a batch has its own.
 */
public final class DifferentiableAugmentation {

  /** What is changed, in the order in which it is done. */
  public enum Kind {
    /**
     * Brightness by up to 0.5 either way, saturation by a factor from 0 to 2, contrast by one from
     * 0.5 to 1.5.
     */
    COLOUR,
    /** Moves an image by up to an eighth of its sides; zeros come in, a middle grey. */
    TRANSLATION,
    /** Zeros a rectangle of half the sides, which the border may cut. */
    CUTOUT
  }

  /** How many uniform numbers an image is changed by. */
  static final int NUMBERS = 7;

  private static final int ROWS = 1;
  private static final int COLUMNS = 2;
  private static final int CHANNELS = 3;

  private final Ops tf;
  private final List<Kind> kinds;
  private final Operand<TFloat32> numbers;

  /**
   * @param numbers [N, 1, 1, 7] in [0, 1): brightness, saturation, contrast; movement down and
   *     across; place of the rectangle, down and across. Unused where there is no kind
   */
  DifferentiableAugmentation(Ops tf, Collection<Kind> kinds, Operand<TFloat32> numbers) {
    this.tf = tf;
    this.kinds = kinds.stream().sorted().toList();
    this.numbers = numbers;
  }

  /**
   * What a step draws: it depends on the seed and the step, and nothing else.
   *
   * @param batch N, how many images are shown at once
   * @param step the training step, a scalar
   */
  public static DifferentiableAugmentation at(
      Ops tf, Collection<Kind> kinds, int batch, long seed, Operand<TInt64> step) {
    if (kinds.isEmpty()) {
      return new DifferentiableAugmentation(tf, kinds, null);
    }
    long own = new SplittableRandom(seed).nextLong(); // neighbouring seeds' streams are apart
    Operand<TInt32> shape = tf.constant(new int[] {batch, 1, 1, NUMBERS});
    return new DifferentiableAugmentation(
        tf, kinds, tf.random.statelessRandomUniform(shape, StepSeed.of(tf, own, step)));
  }

  /**
   * @param images [N, H, W, 3] in [-1, 1], of a known shape
   * @return such images, where colours may leave the range; without a kind the same operand
   */
  public Operand<TFloat32> of(Operand<TFloat32> images) {
    Operand<TFloat32> shown = images;
    for (Kind kind : kinds) {
      shown =
          switch (kind) {
            case COLOUR -> coloured(shown);
            case TRANSLATION -> moved(shown);
            case CUTOUT -> cut(shown);
          };
    }
    return shown;
  }

  private Operand<TFloat32> coloured(Operand<TFloat32> images) {
    var bright = tf.math.add(images, plus(number(0), -0.5f));
    var grey = mean(bright, CHANNELS); // [N, H, W, 1]
    var saturated = around(grey, bright, times(number(1), 2));
    var level = mean(saturated, ROWS, COLUMNS, CHANNELS); // [N, 1, 1, 1]
    return around(level, saturated, plus(number(2), 0.5f));
  }

  /** The centre, and from there the distance times a factor. */
  private Operand<TFloat32> around(
      Operand<TFloat32> centre, Operand<TFloat32> images, Operand<TFloat32> factor) {
    return tf.math.add(centre, tf.math.mul(tf.math.sub(images, centre), factor));
  }

  private Operand<TFloat32> moved(Operand<TFloat32> images) {
    var down = movement(images, ROWS, number(3));
    var across = movement(images, COLUMNS, number(4));
    var lower = tf.linalg.einsum(List.of(down, images), "nyj,njxc->nyxc");
    return tf.linalg.einsum(List.of(across, lower), "nxj,nyjc->nyxc");
  }

  /**
   * Which place along an axis comes to which: 1 where it does, else 0.
   *
   * @param number [N, 1, 1, 1] in [0, 1), the movement from -side/8 to side/8 pixels
   * @return [N, to, from]
   */
  private Operand<TFloat32> movement(Operand<TFloat32> images, int axis, Operand<TFloat32> number) {
    int side = side(images, axis);
    int most = (side + 4) / 8; // an eighth, rounded
    var pixels = plus(tf.math.floor(times(number, 2 * most + 1)), -most);
    var to = places(side, new int[] {1, side, 1});
    var from = places(side, new int[] {1, 1, side});
    var each = tf.reshape(pixels, tf.constant(new int[] {-1, 1, 1}));
    return isBelow(0.5f, tf.math.abs(tf.math.sub(tf.math.sub(to, from), each)));
  }

  private Operand<TFloat32> cut(Operand<TFloat32> images) {
    var hidden = tf.math.mul(covered(images, ROWS, number(5)), covered(images, COLUMNS, number(6)));
    return tf.math.mul(images, tf.math.sub(tf.constant(1f), hidden)); // [N, H, W, 1]
  }

  /** 1 along an axis where the rectangle is, else 0: [N, H, 1, 1] or [N, 1, W, 1]. */
  private Operand<TFloat32> covered(Operand<TFloat32> images, int axis, Operand<TFloat32> number) {
    int side = side(images, axis);
    int length = (side + 1) / 2;
    int before = length / 2; // of the place that is drawn
    int[] shape = {1, 1, 1, 1};
    shape[axis] = side;
    var drawn = tf.math.floor(times(number, side + 1 - length % 2));
    var centre = plus(plus(drawn, -before), (length - 1) / 2f);
    return isBelow(length / 2f, tf.math.abs(tf.math.sub(places(side, shape), centre)));
  }

  private Operand<TFloat32> isBelow(float bound, Operand<TFloat32> x) {
    return tf.dtypes.cast(tf.math.less(x, tf.constant(bound)), TFloat32.class);
  }

  private static int side(Operand<TFloat32> images, int axis) {
    return (int) images.shape().get(axis);
  }

  /** 0, 1, 2, ... in a shape of as many elements. */
  private Operand<TFloat32> places(int count, int[] shape) {
    float[] places = new float[count];
    for (int i = 0; i < count; i++) {
      places[i] = i;
    }
    return tf.reshape(tf.constant(places), tf.constant(shape));
  }

  private Operand<TFloat32> mean(Operand<TFloat32> x, int... axes) {
    return tf.math.mean(x, tf.constant(axes), Mean.keepDims(true));
  }

  /** [N, 1, 1, 1]. */
  private Operand<TFloat32> number(int index) {
    return tf.slice(
        numbers, tf.constant(new int[] {0, 0, 0, index}), tf.constant(new int[] {-1, 1, 1, 1}));
  }

  private Operand<TFloat32> plus(Operand<TFloat32> a, float b) {
    return tf.math.add(a, tf.constant(b));
  }

  private Operand<TFloat32> times(Operand<TFloat32> a, float b) {
    return tf.math.mul(a, tf.constant(b));
  }
}
