package org.cycleat.render.wild;

import java.util.Random;

/**
 * Smooth random values in the plane: value noise on a lattice of distance 1.
 *
 * @param seed every seed has a plane of its own
 */
record Noise(int seed) {
  static Noise of(Random random) {
    return new Noise(random.nextInt());
  }

  /** In [0, 1], 0.5 on average. */
  float at(float x, float y) {
    int column = floor(x);
    int row = floor(y);
    float right = ease(x - column);
    float down = ease(y - row);
    float upper = mix(lattice(column, row), lattice(column + 1, row), right);
    float lower = mix(lattice(column, row + 1), lattice(column + 1, row + 1), right);
    return mix(upper, lower, down);
  }

  /** Noise with details, in [0, 1]: each octave is twice as fine and about half as strong. */
  float fractal(float x, float y, int octaves) {
    float sum = 0;
    float total = 0;
    float strength = 1;
    float scale = 1;
    for (int octave = 0; octave < octaves; octave++) {
      // moved, or all octaves would have a lattice point at the origin
      sum += strength * at(x * scale + 17.3f * octave, y * scale - 9.7f * octave);
      total += strength;
      strength *= 0.55f;
      scale *= 2;
    }
    return sum / total;
  }

  /** An independent value in [0, 1) for each pair of numbers. */
  float lattice(int column, int row) {
    int hash = column * 0x9E3779B1 ^ row * 0x85EBCA77 ^ seed;
    hash = (hash ^ hash >>> 15) * 0x2C1B3C6D;
    hash = (hash ^ hash >>> 12) * 0x297A2D39;
    hash ^= hash >>> 15;
    return (hash >>> 8) * (1f / (1 << 24));
  }

  private static float ease(float share) {
    return share * share * (3 - 2 * share);
  }

  private static float mix(float from, float to, float share) {
    return from + share * (to - from);
  }

  private static int floor(float value) {
    int cut = (int) value;
    return cut > value ? cut - 1 : cut;
  }
}
