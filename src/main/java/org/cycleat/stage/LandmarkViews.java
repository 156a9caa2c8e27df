package org.cycleat.stage;

import java.util.List;
import org.cycleat.face.Landmarks;
import org.cycleat.model.LandmarkNetwork;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.image.ImageProjectiveTransformV3;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Cuts faces out of images as a careless detector would: shifted, turned, too large or too small,
 * and half of them as mirror images.
 *
 * <p>A crop's place (u, v) in (-1/2, 1/2) shows the image's place c + s R(roll) (m u, v), where c
 * is the crop's centre, s its side, and m is -1 for a mirror image.
 */
final class LandmarkViews {
  /** Standard deviations of normal errors, which are cut off at two of them. */
  private static final float SHIFT = 0.07f; // in crop sides; of YuNet's boxes 0.03, of Haar's 0.08

  private static final float SCALE = 0.13f; // of the logarithm; YuNet's 0.06, Haar's 0.19
  private static final float ROLL = (float) Math.toRadians(13); // by YuNet's eyes 6 degrees

  private static final int SIZE = LandmarkNetwork.SIZE;

  private final Ops tf;
  private final Operand<TFloat32> points; // [N, 136]
  private final Operand<TFloat32> crops; // [N, 5]

  LandmarkViews(Ops tf, LandmarkSamples samples) {
    this.tf = tf;
    points = tf.constant(samples.points());
    crops = tf.constant(samples.crops());
  }

  /**
   * What a step sees.
   *
   * @param crops [B, S, S, 3] in the images' range
   * @param points [B, 136] from the crop's centre, in crop sides
   * @param unit [B, 1]: the length that errors are measured by, in crop sides
   */
  record Views(Operand<TFloat32> crops, Operand<TFloat32> points, Operand<TFloat32> unit) {}

  /** c, s, roll and m, each [B, 1]. */
  private record Frame(
      Operand<TFloat32> x,
      Operand<TFloat32> y,
      Operand<TFloat32> side,
      Operand<TFloat32> cos,
      Operand<TFloat32> sin,
      Operand<TFloat32> mirror) {}

  /**
   * @param images [B, L, L, 3]
   * @param indices [B], the images' places among the samples
   * @param seed [2]: all that is random depends on it and on nothing else
   */
  Views of(Operand<TFloat32> images, Operand<TInt64> indices, Operand<TInt64> seed) {
    Operand<TFloat32> exact = tf.gather(crops, indices, tf.constant(0)); // [B, 5]
    Operand<TInt32> shape = tf.concat(List.of(tf.shape(indices), ints(5)), tf.constant(0));
    Operand<TFloat32> errors = tf.random.statelessTruncatedNormal(shape, seed);
    Operand<TFloat32> side = column(exact, 2);
    Operand<TFloat32> roll = plus(column(exact, 3), times(column(errors, 3), ROLL));
    Frame frame =
        new Frame(
            plus(column(exact, 0), times(times(column(errors, 0), side), SHIFT)),
            plus(column(exact, 1), times(times(column(errors, 1), side), SHIFT)),
            times(side, tf.math.exp(times(column(errors, 2), SCALE))),
            tf.math.cos(roll),
            tf.math.sin(roll),
            tf.math.sign(column(errors, 4)));
    return new Views(
        cut(images, frame),
        seen(tf.gather(points, indices, tf.constant(0)), frame),
        tf.math.div(column(exact, 4), frame.side()));
  }

  /** The images' pixels, whose coordinates count from the centre of the first. */
  private Operand<TFloat32> cut(Operand<TFloat32> images, Frame frame) {
    float length = images.shape().get(1);
    float first = 0.5f / SIZE - 0.5f; // u and v of the first pixel's centre
    Operand<TFloat32> step = times(frame.side(), length / SIZE);
    Operand<TFloat32> cosU = times(frame.cos(), frame.mirror());
    Operand<TFloat32> sinU = times(frame.sin(), frame.mirror());
    Operand<TFloat32> minusSin = times(frame.sin(), -1);
    Operand<TFloat32> fromX = times(frame.side(), times(plus(cosU, minusSin), first));
    Operand<TFloat32> fromY = times(frame.side(), times(plus(sinU, frame.cos()), first));
    Operand<TFloat32> half = tf.constant(0.5f);
    Operand<TFloat32> none = tf.zerosLike(step);
    Operand<TFloat32> rows =
        tf.concat(
            List.of(
                times(step, cosU),
                times(step, minusSin),
                tf.math.sub(times(plus(frame.x(), fromX), length), half),
                times(step, sinU),
                times(step, frame.cos()),
                tf.math.sub(times(plus(frame.y(), fromY), length), half),
                none,
                none),
            tf.constant(1)); // [B, 8]
    return tf.image.imageProjectiveTransformV3(
        images,
        rows,
        ints(SIZE, SIZE),
        tf.constant(0f),
        "BILINEAR",
        ImageProjectiveTransformV3.fillMode("REFLECT"));
  }

  /** From places in the image, [B, 136], to places in the crop; a mirror image has other names. */
  private Operand<TFloat32> seen(Operand<TFloat32> places, Frame frame) {
    Operand<TFloat32> dx = tf.math.sub(every(places, 0), frame.x()); // [B, 68]
    Operand<TFloat32> dy = tf.math.sub(every(places, 1), frame.y());
    Operand<TFloat32> across = plus(times(dx, frame.cos()), times(dy, frame.sin()));
    Operand<TFloat32> down = tf.math.sub(times(dy, frame.cos()), times(dx, frame.sin()));
    Operand<TFloat32> u = tf.math.div(times(across, frame.mirror()), frame.side());
    Operand<TFloat32> v = tf.math.div(down, frame.side());
    return tf.reshape(
        tf.stack(List.of(named(u, frame), named(v, frame)), Stack.axis(2L)),
        ints(-1, LandmarkNetwork.OUTPUTS));
  }

  /** x or y of all points. */
  private Operand<TFloat32> every(Operand<TFloat32> places, int coordinate) {
    Operand<TFloat32> pairs = tf.reshape(places, ints(-1, Landmarks.COUNT, 2));
    return tf.gather(pairs, tf.constant(coordinate), tf.constant(2));
  }

  private Operand<TFloat32> named(Operand<TFloat32> values, Frame frame) {
    Operand<TFloat32> renamed =
        tf.gather(values, tf.constant(Landmarks.mirrored()), tf.constant(1));
    Operand<TFloat32> share = times(plus(frame.mirror(), tf.constant(1f)), 0.5f); // 0 or 1
    return plus(renamed, times(tf.math.sub(values, renamed), share));
  }

  private Operand<TFloat32> plus(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.add(a, b);
  }

  private Operand<TFloat32> times(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.mul(a, b);
  }

  private Operand<TFloat32> times(Operand<TFloat32> a, float b) {
    return tf.math.mul(a, tf.constant(b));
  }

  private Operand<TFloat32> column(Operand<TFloat32> table, int index) {
    return tf.slice(table, ints(0, index), ints(-1, 1));
  }

  private Operand<TInt32> ints(int... values) {
    return tf.constant(values);
  }
}
