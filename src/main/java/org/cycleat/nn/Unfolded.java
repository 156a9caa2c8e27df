package org.cycleat.nn;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.nn.Convolution.Window;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A convolution as one matrix product, of the patches under the kernel with its weights.
 *
 * <p>Where a kernel has many more weights than there are positions to put it, TensorFlow's gradient
 * for the input reads all weights anew for each image on a CPU: the last group of a ResNet-18 at 64
 * pixels, with maps of 2x2, took half of a training step.
 */
final class Unfolded {
  private static final int FEW_POSITIONS = 16;

  private Unfolded() {}

  /**
   * @param x [N, H, W, C], already padded where the window asks for more than SAME
   */
  static boolean isFaster(Window window, Shape x) {
    Axis rows = new Axis(window, x.get(1));
    Axis columns = new Axis(window, x.get(2));
    return window.kernel() > 1 && rows.positions() * columns.positions() <= FEW_POSITIONS;
  }

  /** As conv2d of [N, H, W, C] and [k, k, C, O]. */
  static Operand<TFloat32> convolve(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> kernel, Window window) {
    Axis rows = new Axis(window, x.shape().get(1));
    Axis columns = new Axis(window, x.shape().get(2));
    int inputs = (int) x.shape().get(3);
    int outputs = (int) kernel.shape().get(3);
    int k = window.kernel();
    Operand<TFloat32> padded = tf.pad(x, borders(tf, rows, columns), tf.constant(0f));
    List<Operand<TFloat32>> shifted = new ArrayList<>();
    for (int row = 0; row < k; row++) {
      for (int column = 0; column < k; column++) {
        shifted.add(under(tf, padded, rows.of(row), columns.of(column), window.stride()));
      }
    }
    var patches = tf.concat(shifted, tf.constant(3)); // [N, H', W', kkC]
    var y =
        tf.linalg.matMul(
            tf.reshape(patches, tf.constant(new int[] {-1, k * k * inputs})),
            tf.reshape(kernel, tf.constant(new int[] {k * k * inputs, outputs})));
    int[] shape = {-1, rows.positions(), columns.positions(), outputs};
    return tf.reshape(y, tf.constant(shape));
  }

  /** What one element of the kernel meets at every position: [N, H', W', C]. */
  private static Operand<TFloat32> under(
      Ops tf, Operand<TFloat32> x, int[] rows, int[] columns, int stride) {
    var begin = tf.constant(new int[] {0, rows[0], columns[0], 0});
    if (stride == 1) { // as the other, with a gradient that is twice as fast
      int[] size = {-1, rows[1] - rows[0], columns[1] - columns[0], -1};
      return tf.slice(x, begin, tf.constant(size));
    }
    return tf.stridedSlice(
        x,
        begin,
        tf.constant(new int[] {0, rows[1], columns[1], 0}),
        tf.constant(new int[] {1, stride, stride, 1}),
        StridedSlice.beginMask(0b1001L),
        StridedSlice.endMask(0b1001L));
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
