package org.cycleat.render.facekit;

import java.util.Map;
import java.util.Random;

/** How people look elsewhere than to the front, with both eyes. */
final class Glance {
  /** How often. */
  private static final double CHANCE = 0.5;

  /**
   * How far in each direction, as a standard deviation of an action unit's strength, and at most.
   */
  private static final double ASIDE = 0.4;

  private static final double FARTHEST = 0.9;

  private Glance() {}

  /**
   * Adds a glance to every second face.
   *
   * @param weights of shapes by their names
   */
  static void sometimes(Map<String, Float> weights, Random random) {
    if (random.nextDouble() < CHANCE) {
      double left = turned(random);
      double up = turned(random);
      ActionUnit sideways = left > 0 ? ActionUnit.EYES_LEFT : ActionUnit.EYES_RIGHT;
      ActionUnit upright = up > 0 ? ActionUnit.EYES_UP : ActionUnit.EYES_DOWN;
      sideways.add(weights, Math.abs(left), Math.abs(left));
      upright.add(weights, Math.abs(up), Math.abs(up));
    }
  }

  private static double turned(Random random) {
    return Math.max(-FARTHEST, Math.min(FARTHEST, ASIDE * random.nextGaussian()));
  }
}
