package org.cycleat.render.facekit;

import java.util.Random;
import org.cycleat.Seeds;

/** Somebody who does not exist. The same seed and number are always the same person. */
public final class Person {
  private final long seed;
  private final int number;
  private final float[] identity;
  private final Appearance appearance;
  private final Manner manner;

  private Person(long seed, int number, float[] identity, Appearance appearance, Manner manner) {
    this.seed = seed;
    this.number = number;
    this.identity = identity;
    this.appearance = appearance;
    this.manner = manner;
  }

  /**
   * @param number of the person among those of this seed, from 0
   * @param modes how many identity modes the kit has
   */
  static Person draw(long seed, int number, int modes) {
    Random random = Seeds.random(seed, "person", number);
    float[] identity = new float[modes];
    for (int mode = 0; mode < modes; mode++) {
      identity[mode] = (float) random.nextGaussian();
    }
    return new Person(seed, number, identity, Appearance.draw(random), new Manner(random));
  }

  /** Draws what differs from one time to the next when this person shows an expression. */
  Random moment(Expression expression, int level) {
    return Seeds.random(seed, expression.code() + level, number);
  }

  /** The same of one image. */
  Random moment(Expression expression, int level, int image) {
    return Seeds.random(seed, expression.code() + level + " " + image, number);
  }

  /** Draws what this person does in an image, whatever it shows. */
  Random moment(int image) {
    return Seeds.random(seed, "image " + image, number);
  }

  /** Of the person among those of its seed, from 0. */
  int number() {
    return number;
  }

  float identity(int mode) {
    return identity[mode];
  }

  Appearance appearance() {
    return appearance;
  }

  Manner manner() {
    return manner;
  }
}
