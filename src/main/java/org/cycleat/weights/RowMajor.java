package org.cycleat.weights;

import java.nio.ByteBuffer;

/** Brings arrays into the order in which the last index runs fastest. */
final class RowMajor {
  private RowMajor() {}

  /**
   * Copies elements whose first index runs fastest.
   *
   * @param elements as many as the shape says
   * @param dimensions the array's shape
   * @param bytes of one element
   * @return the same byte order
   */
  static ByteBuffer fromColumnMajor(ByteBuffer elements, long[] dimensions, int bytes) {
    ByteBuffer rows = ByteBuffer.allocate(elements.remaining()).order(elements.order());
    int[] strides = new int[dimensions.length];
    int stride = bytes;
    for (int k = 0; k < strides.length; k++) {
      strides[k] = stride;
      stride *= (int) dimensions[k];
    }
    int[] index = new int[dimensions.length];
    int source = elements.position();
    for (int row = 0; row < rows.limit(); row += bytes) {
      rows.put(row, elements, source, bytes);
      source += step(index, dimensions, strides);
    }
    return rows;
  }

  /** Steps the index on, its last place first, and returns how far away that is in bytes. */
  private static int step(int[] index, long[] dimensions, int[] strides) {
    int distance = 0;
    for (int k = index.length - 1; k >= 0; k--) {
      distance += strides[k];
      if (++index[k] < dimensions[k]) {
        return distance;
      }
      distance -= index[k] * strides[k];
      index[k] = 0;
    }
    return distance;
  }
}
