package org.cycleat.evaluation;

import java.util.Random;

/** Made-up features of images: independent normal numbers of mean 0 and variance 1. */
final class NormalFeatures {
  private NormalFeatures() {}

  /** [images, features], the same for one seed. */
  static float[][] of(int images, int features, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[images][features];
    for (float[] row : rows) {
      for (int f = 0; f < row.length; f++) {
        row[f] = (float) random.nextGaussian();
      }
    }
    return rows;
  }
}
