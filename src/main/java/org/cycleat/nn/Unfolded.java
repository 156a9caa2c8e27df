package org.cycleat.nn;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.nn.Convolution.Window;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * A convolution as one matrix product, of the patches under the kernel with its weights.
 *
 * <p>Where a kernel has many more weights than there are positions to put it, TensorFlow's gradient
 * for the input reads all weights anew for each image on a CPU: the last group of a ResNet-18 at 64
 * pixels, with maps of 2x2, took half of a training step.
 */
final class Unfolded {
  private static final int FEW_POSITIONS = 16;

  /**
   * TensorFlow differentiates an operation of more than eight inputs or uses in an order that
   * differs from process to process, and with it the last bits of the sums. A concatenation of so
   * many has one input more, its axis.
   */
  private static final int MOST_NEIGHBOURS = 7;

  private Unfolded() {}

  /**
   * @param x [N, H, W, C], already padded where the window asks for more than SAME
   */
  static boolean isFaster(Window window, Shape x) {
    Axis rows = new Axis(window, x.get(1));
    Axis columns = new Axis(window, x.get(2));
    boolean repeatable = window.kernel() <= MOST_NEIGHBOURS;
    return window.kernel() > 1
        && repeatable
        && rows.positions() * columns.positions() <= FEW_POSITIONS;
  }

  /** As conv2d of [N, H, W, C] and [k, k, C, O]. */
  static <T extends TFloating> Operand<T> convolve(
      Pass pass, Operand<T> x, Operand<T> kernel, Window window) {
    Ops tf = pass.tf();
    Axis rows = new Axis(window, x.shape().get(1));
    Axis columns = new Axis(window, x.shape().get(2));
    int inputs = (int) x.shape().get(3);
    int outputs = (int) kernel.shape().get(3);
    int k = window.kernel();
    Operand<T> padded = tf.pad(x, borders(tf, rows, columns), pass.numberOnHost(0f, x));
    var axis = tf.constant(3);
    // Rows, then columns, so that no operation has more than k neighbours: see MOST_NEIGHBOURS.
    List<Operand<T>> patches = new ArrayList<>();
    for (int row = 0; row < k; row++) {
      var some = every(tf, padded, 1, rows.of(row), window.stride()); // [N, H', W, C]
      List<Operand<T>> along = new ArrayList<>();
      for (int column = 0; column < k; column++) {
        along.add(every(tf, some, 2, columns.of(column), window.stride()));
      }
      patches.add(tf.concat(along, axis)); // [N, H', W', kC]
    }
    var y =
        tf.linalg.matMul(
            tf.reshape(tf.concat(patches, axis), tf.constant(new int[] {-1, k * k * inputs})),
            tf.reshape(kernel, tf.constant(new int[] {k * k * inputs, outputs})));
    int[] shape = {-1, rows.positions(), columns.positions(), outputs};
    return tf.reshape(y, tf.constant(shape));
  }

  /**
   * What a 1x1 kernel sees: every {@code stride}th row and column from the first on, whether it
   * pads as SAME or not at all.
   */
  static <T extends TFloating> Operand<T> sampled(Ops tf, Operand<T> x, int stride) {
    int[] whole = {0, 0, 0, 0};
    return strided(tf, x, whole, whole, new int[] {1, stride, stride, 1}, 0b1111L);
  }

  /** Rows (axis 1) or columns (axis 2) from a first to an end, {@code stride} apart. */
  private static <T extends TFloating> Operand<T> every(
      Ops tf, Operand<T> x, int axis, int[] range, int stride) {
    int[] begin = new int[4];
    begin[axis] = range[0];
    if (stride == 1) { // as the other, with a gradient that is twice as fast
      int[] size = {-1, -1, -1, -1};
      size[axis] = range[1] - range[0];
      return tf.slice(x, tf.constant(begin), tf.constant(size));
    }
    int[] end = new int[4];
    end[axis] = range[1];
    int[] strides = {1, 1, 1, 1};
    strides[axis] = stride;
    return strided(tf, x, begin, end, strides, 0b1111L ^ 1L << axis);
  }

  /**
   * @param whole a bit for each axis that is taken from end to end
   */
  private static <T extends TFloating> Operand<T> strided(
      Ops tf, Operand<T> x, int[] begin, int[] end, int[] strides, long whole) {
    return tf.stridedSlice(
        x,
        tf.constant(begin),
        tf.constant(end),
        tf.constant(strides),
        StridedSlice.beginMask(whole),
        StridedSlice.endMask(whole));
  }

  private static Operand<TInt32> borders(Ops tf, Axis rows, Axis columns) {
    return tf.constant(
        new int[][] {
          {0, 0}, {rows.before(), rows.after()}, {columns.before(), columns.after()}, {0, 0}
        });
  }

  /** The positions of a window along one side of an image. */
  private record Axis(Window window, long extent) {

    int positions() {
      int stride = window.stride();
      return (int)
          (window.padding().equals(Padding.SAME)
              ? (extent + stride - 1) / stride
              : (extent - window.kernel()) / stride + 1);
    }

    private int beyond() {
      int covered = (positions() - 1) * window.stride() + window.kernel();
      return window.padding().equals(Padding.SAME) ? (int) Math.max(0, covered - extent) : 0;
    }

    int before() {
      return beyond() / 2;
    }

    int after() {
      return beyond() - before();
    }

    /** First and end of what the element meets. */
    int[] of(int element) {
      return new int[] {element, element + (positions() - 1) * window.stride() + 1};
    }
  }
}
