package org.cycleat.render.mesh;

import java.util.Arrays;

/** A growing array of numbers. */
final class Floats {
  private float[] values = new float[64];
  private int size;

  int size() {
    return size;
  }

  void add(float value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  void add(float a, float b, float c) {
    add(a);
    add(b);
    add(c);
  }

  float[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
