package org.cycleat.render.mesh;

/** The transfer function of sRGB (IEC 61966-2-1) between 8-bit levels and linear light. */
public final class Srgb {
  private static final int STEPS = 8192;
  private static final float[] LINEAR = new float[256];
  private static final byte[] LEVEL = new byte[STEPS + 1];

  static {
    // StrictMath: the same tables, and so the same pictures, on every machine.
    for (int level = 0; level < LINEAR.length; level++) {
      double value = level / 255.0;
      LINEAR[level] =
          (float) (value <= 0.04045 ? value / 12.92 : StrictMath.pow((value + 0.055) / 1.055, 2.4));
    }
    for (int step = 0; step <= STEPS; step++) {
      double light = (double) step / STEPS;
      double value =
          light <= 0.0031308 ? 12.92 * light : 1.055 * StrictMath.pow(light, 1 / 2.4) - 0.055;
      LEVEL[step] = (byte) Math.round(255 * value);
    }
  }

  private Srgb() {}

  /** Linear light in [0, 1] of a level in 0 to 255. */
  public static float toLinear(int level) {
    return LINEAR[level];
  }

  /** The level of linear light; what is beyond [0, 1] is cut off. */
  public static int toLevel(float light) {
    int step = (int) (light * STEPS + 0.5f);
    return LEVEL[Math.max(0, Math.min(STEPS, step))] & 0xFF;
  }
}
