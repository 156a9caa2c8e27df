package org.cycleat.transfer;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * What is done to a file's array: it is seen in a shape, its axes are put in another order, and the
 * result gets the parameter's shape.
 *
 * @param view of as many elements as the array
 * @param order the axis of {@code view} for each axis of the reordered array
 * @param result of as many elements again
 */
record Change(Shape view, List<Integer> order, Shape result) {

  /** No axis changes its place. */
  static Change reshape(Shape from, Shape to) {
    return new Change(from, IntStream.range(0, from.numDimensions()).boxed().toList(), to);
  }

  boolean isTransposed() {
    return IntStream.range(0, order.size()).anyMatch(axis -> order.get(axis) != axis);
  }

  /** The elements in their new row-major order; the same array where that is the old one. */
  float[] apply(float[] values) {
    return isTransposed() ? transposed(values) : values;
  }

  private float[] transposed(float[] values) {
    int rank = order.size();
    int[] length = new int[rank];
    int[] step = new int[rank]; // from one element to the next along an axis of the result
    for (int axis = 0; axis < rank; axis++) {
      length[axis] = (int) view.get(order.get(axis));
      step[axis] = (int) view.takeLast(rank - 1 - order.get(axis)).size();
    }
    int last = rank - 1;
    float[] result = new float[values.length];
    int[] at = new int[rank];
    int from = 0;
    for (int to = 0; to < result.length; to += length[last]) {
      for (int i = 0; i < length[last]; i++) {
        result[to + i] = values[from + i * step[last]];
      }
      for (int axis = last - 1; axis >= 0; axis--) {
        from += step[axis];
        if (++at[axis] < length[axis]) {
          break;
        }
        from -= length[axis] * step[axis];
        at[axis] = 0;
      }
    }
    return result;
  }
}
