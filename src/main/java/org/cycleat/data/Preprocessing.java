package org.cycleat.data;

import java.util.List;
import org.cycleat.data.Augmentation.Jitter;
import org.cycleat.data.Augmentation.Warp;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.ImageProjectiveTransformV3;
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
 * pixel, so that 350 pixels become 64 without moire; enlarging is bilinear. A grey image gives
 * three equal channels. Only ops without state are used, so the graph may be a function body.
 *
 * <p>A JPEG is decoded at its full size. Its own halvings would be faster, but give other pixels
 * than a PNG of the same picture, and move them where 8 does not divide a side.
 */
public final class Preprocessing {
  private static final float HALF_RANGE = 127.5f;
  private static final long SHIFT = 1;
  private static final long ERASING = 2;

  private Preprocessing() {}

  /**
   * The centre square of an image, resized.
   *
   * @param encoded scalar: the bytes of a JPEG or PNG with 1 or 3 channels of 8 bits
   * @param size height and width of the result, pixels
   * @return [size, size, 3] in [-1, 1]
   */
  public static Operand<TFloat32> centred(Ops tf, Operand<TString> encoded, int size) {
    return scaled(tf, resized(tf, encoded, size), size);
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
    // each in [0, 1): top, left, flip, brightness, contrast, greyscale, rotation, zoom
    Operand<TFloat32> random = tf.random.statelessRandomUniform(ints(tf, 8), seed);
    int size = pipeline.size();
    Operand<TFloat32> whole = resized(tf, encoded, pipeline.loadSize());
    Operand<TInt32> corner = corner(tf, random, pipeline.loadSize() - size + 1);
    Operand<TFloat32> square =
        augmentation.warp().equals(Warp.NONE)
            ? crop(tf, whole, corner, size)
            : warp(
                tf,
                whole,
                moved(tf, corner, size, augmentation.warp(), seed),
                size,
                augmentation.warp(),
                random);
    Operand<TFloat32> image = scaled(tf, square, size);
    if (augmentation.flip()) {
      // reversing along no axis leaves the image as it is
      Operand<TInt32> axes =
          tf.dtypes.cast(
              tf.math.less(tf.slice(random, ints(tf, 2), ints(tf, 1)), tf.constant(0.5f)),
              TInt32.class);
      image = tf.reverse(image, tf.slice(ints(tf, 1), ints(tf, 0), axes));
    }
    Jitter jitter = augmentation.jitter();
    if (jitter.greyscale() > 0) {
      image = greyed(tf, image, scalar(tf, random, 5), jitter.greyscale());
    }
    if (jitter.brightness() > 0 || jitter.contrast() > 0) {
      image = jittered(tf, image, jitter, random);
    }
    return augmentation.erasing() == 0
        ? image
        : new Erasing(size, augmentation.erasing()).of(tf, image, further(tf, seed, ERASING));
  }

  /** A seed of random numbers that others do not hang on. */
  private static Operand<TInt64> further(Ops tf, Operand<TInt64> seed, long purpose) {
    return tf.math.add(seed, tf.constant(new long[] {purpose, 0}));
  }

  /** The square's corner, [top, left], moved where the warp says so. */
  private static Operand<TFloat32> moved(
      Ops tf, Operand<TInt32> corner, int size, Warp warp, Operand<TInt64> seed) {
    Operand<TFloat32> place = tf.dtypes.cast(corner, TFloat32.class);
    if (warp.shift() == 0) {
      return place;
    }
    Operand<TFloat32> random = // two in [0, 1)
        tf.random.statelessRandomUniform(ints(tf, 2), further(tf, seed, SHIFT));
    return tf.math.add(place, symmetric(tf, random, warp.shift() * size));
  }

  /** One of {@code places} squared corners, [top, left]. */
  private static Operand<TInt32> corner(Ops tf, Operand<TFloat32> random, int places) {
    var corner =
        tf.math.mul(tf.slice(random, ints(tf, 0), ints(tf, 2)), tf.constant((float) places));
    // casting drops the fraction: each place is as likely as every other
    return tf.dtypes.cast(corner, TInt32.class);
  }

  private static Operand<TFloat32> crop(
      Ops tf, Operand<TFloat32> whole, Operand<TInt32> corner, int size) {
    return tf.slice(
        whole,
        tf.concat(List.of(ints(tf, 0), corner, ints(tf, 0)), tf.constant(0)),
        ints(tf, 1, size, size, 3));
  }

  /**
   * The same square, turned by an angle a and its side multiplied by z: the pixel at (x, y) from
   * its centre is taken z (x cos a - y sin a, x sin a + y cos a) from there.
   */
  private static Operand<TFloat32> warp(
      Ops tf,
      Operand<TFloat32> whole,
      Operand<TFloat32> offset,
      int size,
      Warp warp,
      Operand<TFloat32> random) {
    Operand<TFloat32> angle = symmetric(tf, scalar(tf, random, 6), Math.toRadians(warp.rotation()));
    Operand<TFloat32> zoom =
        tf.math.add(tf.constant(1f), symmetric(tf, scalar(tf, random, 7), warp.zoom()));
    Operand<TFloat32> cos = tf.math.mul(zoom, tf.math.cos(angle));
    Operand<TFloat32> sin = tf.math.mul(zoom, tf.math.sin(angle));
    Operand<TFloat32> half = tf.constant((size - 1) / 2f);
    // half - (half cos - half sin) + left, half - (half sin + half cos) + top
    Operand<TFloat32> left =
        tf.math.add(
            scalar(tf, offset, 1),
            tf.math.mul(half, tf.math.sub(tf.constant(1f), tf.math.sub(cos, sin))));
    Operand<TFloat32> top =
        tf.math.add(
            scalar(tf, offset, 0),
            tf.math.mul(half, tf.math.sub(tf.constant(1f), tf.math.add(cos, sin))));
    Operand<TFloat32> zero = tf.constant(0f);
    Operand<TFloat32> matrix =
        tf.stack(List.of(cos, tf.math.neg(sin), left, sin, cos, top, zero, zero));
    return tf.image.imageProjectiveTransformV3(
        whole,
        tf.expandDims(matrix, tf.constant(0)),
        ints(tf, size, size),
        zero,
        "BILINEAR",
        ImageProjectiveTransformV3.fillMode("REFLECT"));
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
      Ops tf, Operand<TFloat32> image, Jitter jitter, Operand<TFloat32> random) {
    // black to white is 2 in [-1, 1]
    Operand<TFloat32> shift = symmetric(tf, scalar(tf, random, 3), 2 * jitter.brightness());
    Operand<TFloat32> gain =
        tf.math.add(tf.constant(1f), symmetric(tf, scalar(tf, random, 4), jitter.contrast()));
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

  /** The centre square, [1, size, size, 3] in [0, 255]. */
  private static Operand<TFloat32> resized(Ops tf, Operand<TString> encoded, int size) {
    // The op reads PNG as well; [h, w, 3], for a grey image too: resizing is fastest at 3 channels.
    // The fast transform, TensorFlow's own choice, is levels away from what other decoders give.
    Operand<TUint8> pixels =
        tf.image.decodeJpeg(
            encoded, DecodeJpeg.channels(3L), DecodeJpeg.dctMethod("INTEGER_ACCURATE"));
    Operand<TInt32> sides = tf.slice(tf.shape(pixels), ints(tf, 0), ints(tf, 2)); // [h, w]
    Operand<TInt32> side = tf.reduceMin(sides, tf.constant(0));
    Operand<TInt32> margin = tf.math.floorDiv(tf.math.sub(sides, side), tf.constant(2));
    Operand<TUint8> centre =
        tf.slice(pixels, tf.concat(List.of(margin, ints(tf, 0)), tf.constant(0)), cube(tf, side));
    // the area op would repeat pixels when enlarging; at equal size the bilinear op only copies
    Operand<TInt32> enlargedSide = tf.math.maximum(side, tf.constant(size));
    Operand<TFloat32> enlarged =
        tf.image.resizeBilinear(
            tf.expandDims(centre, tf.constant(0)),
            tf.stack(List.of(enlargedSide, enlargedSide)),
            ResizeBilinear.halfPixelCenters(true));
    return tf.image.resizeArea(enlarged, ints(tf, size, size));
  }

  /** From [1, size, size, 3] in [0, 255] to [size, size, 3] in [-1, 1]. */
  private static Operand<TFloat32> scaled(Ops tf, Operand<TFloat32> image, int size) {
    Operand<TFloat32> half = tf.constant(HALF_RANGE);
    Operand<TFloat32> scaled = tf.math.div(tf.math.sub(image, half), half);
    return tf.reshape(scaled, ints(tf, size, size, 3));
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
