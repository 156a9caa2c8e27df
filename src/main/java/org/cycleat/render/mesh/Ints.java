package org.cycleat.render.mesh;

import java.util.Arrays;

/** A growing array of indices. */
final class Ints {
  private int[] values = new int[64];
  private int size;

  int size() {
    return size;
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  void add(int a, int b, int c) {
    add(a);
    add(b);
    add(c);
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
