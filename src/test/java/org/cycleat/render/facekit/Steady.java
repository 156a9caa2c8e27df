package org.cycleat.render.facekit;

import java.util.Random;

/**
 * Draws the same place of every range, and the mean or as many standard deviations away from it.
 */
final class Steady extends Random {
  private static final long serialVersionUID = 1L;
  private final double uniform;
  private final double deviations;

  /**
   * @param uniform in [0, 1)
   */
  Steady(double uniform, double deviations) {
    this.uniform = uniform;
    this.deviations = deviations;
  }

  @Override
  public double nextDouble() {
    return uniform;
  }

  @Override
  public int nextInt(int bound) {
    return (int) (uniform * bound);
  }

  @Override
  public boolean nextBoolean() {
    return uniform >= 0.5;
  }

  @Override
  public synchronized double nextGaussian() {
    return deviations;
  }
}
