package org.cycleat.stage;

import java.util.List;
import org.cycleat.face.LandmarkCrop;
import org.cycleat.model.LandmarkNetwork;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Makes rendered faces grey and as different as photographs are: in the brightness of colours, in
 * tone, light, sharpness and grain, some with a part covered. What a landmark network learns of
 * renders must not hang on how a renderer shades.
 */
final class GreyJitter {
  private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

  /** Share of arbitrary weights of the channels beside luma's: lips may be light or dark. */
  private static final float RECOLOURED = 0.6f;

  /** Standard deviation of the logarithm of gamma, cut off at two of them. */
  private static final float GAMMA = 0.35f;

  /** Largest relative change of brightness from one border to the other. */
  private static final float LIGHT = 0.9f;

  /** Largest share of a blurred image; a negative share sharpens. */
  private static final float BLUR = 1.3f;

  private static final float SHARPENING = 0.4f;
  private static final float GRAIN = 0.06f; // of the range from black to white

  private static final float COVERED = 0.5f; // probability
  private static final float LARGEST_COVER = 0.22f; // half a side, in crop sides

  /** How many uniform numbers a crop is changed by. */
  private static final int NUMBERS = 16;

  private final Ops tf;
  private final Operand<TInt64> seed;

  /** [B, 1, 1, 16] in [0, 1). */
  private final Operand<TFloat32> uniform;

  /**
   * @param batch a scalar, how many crops there are
   * @param seed [2]: all that is random depends on it and on nothing else
   */
  GreyJitter(Ops tf, Operand<TInt32> batch, Operand<TInt64> seed) {
    this.tf = tf;
    this.seed = seed;
    Operand<TInt32> shape =
        tf.stack(List.of(batch, tf.constant(1), tf.constant(1), tf.constant(NUMBERS)));
    uniform = tf.random.statelessRandomUniform(shape, seed);
  }

  /**
   * Changes crops at random.
   *
   * @param crops [B, S, S, 3] in [-1, 1]
   * @return [B, S, S, 1] of mean 0 and deviation about 1
   */
  Operand<TFloat32> of(Operand<TFloat32> crops) {
    Operand<TFloat32> grey = grey(tf.math.mul(plus(crops, 1f), tf.constant(0.5f)));
    grey = lit(toned(grey));
    grey = grained(covered(sharpened(grey)));
    return standard(tf, grey);
  }

  /**
   * As {@link LandmarkCrop} does.
   *
   * @param grey [B, S, S, 1] in [0, 1]
   */
  static Operand<TFloat32> standard(Ops tf, Operand<TFloat32> grey) {
    Operand<TInt32> axes = tf.constant(new int[] {1, 2, 3});
    Operand<TFloat32> mean = tf.math.mean(grey, axes, Mean.keepDims(true));
    Operand<TFloat32> centred = tf.math.sub(grey, mean);
    Operand<TFloat32> variance = tf.math.mean(tf.math.square(centred), axes, Mean.keepDims(true));
    Operand<TFloat32> least = tf.constant((float) LandmarkCrop.LEAST_CONTRAST / 255);
    return tf.math.div(centred, tf.math.add(tf.math.sqrt(variance), least));
  }

  private Operand<TFloat32> grey(Operand<TFloat32> colours) {
    Operand<TInt32> last = tf.constant(3);
    Operand<TFloat32> any = tf.slice(uniform, ints(0, 0, 0, 0), ints(-1, 1, 1, 3));
    Operand<TFloat32> arbitrary =
        tf.math.div(any, plus(tf.reduceSum(any, last, ReduceSum.keepDims(true)), 1e-3f));
    Operand<TFloat32> share = times(number(3), RECOLOURED);
    Operand<TFloat32> weights =
        tf.math.add(
            tf.constant(LUMA),
            tf.math.mul(share, tf.math.sub(arbitrary, tf.constant(LUMA)))); // [B, 1, 1, 3]
    return tf.reduceSum(tf.math.mul(colours, weights), last, ReduceSum.keepDims(true));
  }

  private Operand<TFloat32> toned(Operand<TFloat32> grey) {
    // the difference of two uniform numbers: small changes are likelier than large ones
    Operand<TFloat32> exponent = tf.math.exp(times(tf.math.sub(number(4), number(5)), 2 * GAMMA));
    Operand<TFloat32> some = tf.clipByValue(grey, tf.constant(1e-3f), tf.constant(1f));
    return tf.math.pow(some, exponent);
  }

  /** Darker towards one side. */
  private Operand<TFloat32> lit(Operand<TFloat32> grey) {
    Operand<TFloat32> along = times(plus(number(6), -0.5f), 2 * LIGHT);
    Operand<TFloat32> down = times(plus(number(7), -0.5f), 2 * LIGHT);
    Operand<TFloat32> slope =
        tf.math.add(tf.math.mul(along, places(2)), tf.math.mul(down, places(1)));
    return tf.math.mul(grey, plus(slope, 1f));
  }

  private Operand<TFloat32> sharpened(Operand<TFloat32> grey) {
    int[] binomial = {1, 4, 6, 4, 1};
    float[][][][] kernel = new float[5][5][1][1];
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 5; x++) {
        kernel[y][x][0][0] = binomial[y] * binomial[x] / 256f;
      }
    }
    Operand<TFloat32> wide =
        tf.mirrorPad(grey, tf.constant(new int[][] {{0, 0}, {2, 2}, {2, 2}, {0, 0}}), "REFLECT");
    Operand<TFloat32> blurred =
        tf.nn.conv2d(
            wide, tf.constant(StdArrays.ndCopyOf(kernel)), List.of(1L, 1L, 1L, 1L), "VALID");
    Operand<TFloat32> share = plus(times(number(8), BLUR + SHARPENING), -SHARPENING);
    return tf.math.add(grey, tf.math.mul(share, tf.math.sub(blurred, grey)));
  }

  /** A rectangle of one grey, as of a hand, a microphone or the picture's border. */
  private Operand<TFloat32> covered(Operand<TFloat32> grey) {
    Operand<TFloat32> inside =
        tf.math.mul(within(2, number(9), number(10)), within(1, number(11), number(12)));
    Operand<TFloat32> happens =
        tf.dtypes.cast(tf.math.less(number(13), tf.constant(COVERED)), TFloat32.class);
    return tf.math.add(
        grey, tf.math.mul(tf.math.mul(inside, happens), tf.math.sub(number(14), grey)));
  }

  /** 1 within half a side of a centre along an axis, else 0: [B, S, 1, 1] or [B, 1, S, 1]. */
  private Operand<TFloat32> within(int axis, Operand<TFloat32> centre, Operand<TFloat32> half) {
    Operand<TFloat32> away = tf.math.abs(tf.math.sub(places(axis), plus(centre, -0.5f)));
    return tf.dtypes.cast(tf.math.less(away, times(half, LARGEST_COVER)), TFloat32.class);
  }

  private Operand<TFloat32> grained(Operand<TFloat32> grey) {
    Operand<TFloat32> noise = tf.random.statelessRandomNormal(tf.shape(grey), seed);
    return tf.math.add(grey, tf.math.mul(noise, times(number(15), GRAIN)));
  }

  /** Places from the crop's centre along axis 1 or 2, in crop sides. */
  private Operand<TFloat32> places(int axis) {
    float[] places = new float[LandmarkNetwork.SIZE];
    for (int i = 0; i < places.length; i++) {
      places[i] = (i + 0.5f) / places.length - 0.5f;
    }
    int[] shape = {1, 1, 1, 1};
    shape[axis] = places.length;
    return tf.reshape(tf.constant(places), tf.constant(shape));
  }

  private Operand<TFloat32> number(int index) {
    return tf.slice(uniform, ints(0, 0, 0, index), ints(-1, 1, 1, 1));
  }

  private Operand<TFloat32> plus(Operand<TFloat32> a, float b) {
    return tf.math.add(a, tf.constant(b));
  }

  private Operand<TFloat32> times(Operand<TFloat32> a, float b) {
    return tf.math.mul(a, tf.constant(b));
  }

  private Operand<TInt32> ints(int... values) {
    return tf.constant(values);
  }
}
