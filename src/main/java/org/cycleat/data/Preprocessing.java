package org.cycleat.data;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * From the bytes of one JPEG or PNG to the values that enter every network: float32 in [-1, 1],
 * shape [size, size, 3]. This is the only place where pixels are scaled.
 *
 * <p>The centre square of the image is resized. Shrinking takes the mean of the area under each
 * pixel, after JPEG's own halvings ({@link ScaledDecoding}), so that 350 pixels become 64 without
 * moire; enlarging is bilinear. A grey image gives three equal channels. Only ops without state are
 * used, so the graph may be a function body.
 */
public final class Preprocessing {
  private static final float HALF_RANGE = 127.5f;

  private Preprocessing() {}

  /**
   * The centre square of an image, resized.
   *
   * @param encoded scalar: the bytes of a JPEG or PNG with 1 or 3 channels of 8 bits
   * @param size height and width of the result, pixels
   * @return [size, size, 3] in [-1, 1]
   */
  public static Operand<TFloat32> centred(Ops tf, Operand<TString> encoded, int size) {
    return square(tf, encoded, new Square(size, size), ints(tf, 0, 0));
  }

  /**
   * The image with the pipeline's random changes.
   *
   * @param encoded scalar: the bytes of a JPEG or PNG with 1 or 3 channels of 8 bits
   * @param seed [2]: all randomness is a function of these two numbers
   * @return [size, size, 3] in [-1, 1]
   */
  static Operand<TFloat32> augmented(
      Ops tf, Operand<TString> encoded, Pipeline pipeline, Operand<TInt64> seed) {
    Augmentation augmentation = pipeline.augmentation();
    // [6], each in [0, 1): top, left, flip, brightness, contrast, greyscale
    Operand<TFloat32> random = tf.random.statelessRandomUniform(ints(tf, 6), seed);
    Square square = new Square(pipeline.loadSize(), pipeline.size());
    Operand<TFloat32> places = tf.constant((float) (square.loadSize() - square.size() + 1));
    Operand<TFloat32> corner = tf.math.mul(tf.slice(random, ints(tf, 0), ints(tf, 2)), places);
    // casting drops the fraction: each place is as likely as every other
    Operand<TInt32> offset = tf.dtypes.cast(corner, TInt32.class);
    Operand<TFloat32> image = square(tf, encoded, square, offset);
    if (augmentation.flip()) {
      // reversing along no axis leaves the image as it is
      Operand<TInt32> axes =
          tf.dtypes.cast(
              tf.math.less(tf.slice(random, ints(tf, 2), ints(tf, 1)), tf.constant(0.5f)),
              TInt32.class);
      image = tf.reverse(image, tf.slice(ints(tf, 1), ints(tf, 0), axes));
    }
    if (augmentation.greyscale() > 0) {
      image = greyed(tf, image, scalar(tf, random, 5), augmentation.greyscale());
    }
    return jittered(tf, image, augmentation, random);
  }

  /** The luma of Rec. 601 in every channel, where {@code drawn} is below the probability. */
  private static Operand<TFloat32> greyed(
      Ops tf, Operand<TFloat32> image, Operand<TFloat32> drawn, double probability) {
    var weights = tf.constant(new float[] {0.299f, 0.587f, 0.114f});
    var luma =
        tf.expandDims(tf.reduceSum(tf.math.mul(image, weights), tf.constant(2)), tf.constant(2));
    var chosen = tf.math.less(drawn, tf.constant((float) probability));
    var share = tf.dtypes.cast(chosen, TFloat32.class); // 1 or 0
    return tf.math.add(image, tf.math.mul(share, tf.math.sub(luma, image))); // [size, size, 3]
  }

  private static Operand<TFloat32> jittered(
      Ops tf, Operand<TFloat32> image, Augmentation augmentation, Operand<TFloat32> random) {
    if (augmentation.brightness() == 0 && augmentation.contrast() == 0) {
      return image;
    }
    // black to white is 2 in [-1, 1]
    Operand<TFloat32> shift = symmetric(tf, scalar(tf, random, 3), 2 * augmentation.brightness());
    Operand<TFloat32> gain =
        tf.math.add(tf.constant(1f), symmetric(tf, scalar(tf, random, 4), augmentation.contrast()));
    Operand<TFloat32> mean = tf.math.mean(image, ints(tf, 0, 1, 2));
    Operand<TFloat32> changed =
        tf.math.add(tf.math.mul(tf.math.sub(image, mean), gain), tf.math.add(mean, shift));
    return tf.clipByValue(changed, tf.constant(-1f), tf.constant(1f));
  }

  /** A number in [0, 1) moved to [-limit, limit). */
  private static Operand<TFloat32> symmetric(Ops tf, Operand<TFloat32> unit, double limit) {
    Operand<TFloat32> centred = tf.math.sub(unit, tf.constant(0.5f));
    return tf.math.mul(centred, tf.constant((float) (2 * limit)));
  }

  /** Shorter side after the resize, and side of the square that is kept; pixels. */
  private record Square(int loadSize, int size) {}

  private static Operand<TFloat32> square(
      Ops tf, Operand<TString> encoded, Square square, Operand<TInt32> offset) {
    Operand<TUint8> pixels = ScaledDecoding.decoded(tf, encoded, square.loadSize()); // [h, w, 3]
    Operand<TInt32> sides = tf.slice(tf.shape(pixels), ints(tf, 0), ints(tf, 2)); // [h, w]
    Operand<TInt32> side = tf.reduceMin(sides, tf.constant(0));
    Operand<TInt32> margin = tf.math.floorDiv(tf.math.sub(sides, side), tf.constant(2));
    Operand<TUint8> centre =
        tf.slice(pixels, tf.concat(List.of(margin, ints(tf, 0)), tf.constant(0)), cube(tf, side));
    // the area op would repeat pixels when enlarging; at equal size the bilinear op only copies
    Operand<TInt32> loadSize = tf.constant(square.loadSize());
    Operand<TInt32> enlargedSide = tf.math.maximum(side, loadSize);
    Operand<TFloat32> enlarged =
        tf.image.resizeBilinear(
            tf.expandDims(centre, tf.constant(0)),
            tf.stack(List.of(enlargedSide, enlargedSide)),
            ResizeBilinear.halfPixelCenters(true));
    Operand<TFloat32> resized =
        tf.image.resizeArea(enlarged, ints(tf, square.loadSize(), square.loadSize()));
    Operand<TFloat32> cropped =
        tf.slice(
            resized,
            tf.concat(List.of(ints(tf, 0), offset, ints(tf, 0)), tf.constant(0)),
            ints(tf, 1, square.size(), square.size(), 3));
    Operand<TFloat32> half = tf.constant(HALF_RANGE);
    Operand<TFloat32> scaled = tf.math.div(tf.math.sub(cropped, half), half);
    return tf.reshape(scaled, ints(tf, square.size(), square.size(), 3));
  }

  /** The extent of a square of three channels: [side, side, 3]. */
  private static Operand<TInt32> cube(Ops tf, Operand<TInt32> side) {
    return tf.stack(List.of(side, side, tf.constant(3)));
  }

  private static Operand<TInt32> ints(Ops tf, int... values) {
    return tf.constant(values);
  }

  private static Operand<TFloat32> scalar(Ops tf, Operand<TFloat32> vector, int index) {
    return tf.gather(vector, tf.constant(index), tf.constant(0));
  }
}
