package org.cycleat.render.wild;

import java.util.List;
import java.util.Random;

/** Numbers drawn at random. */
final class Draw {
  private Draw() {}

  static double between(Random random, double least, double most) {
    return least + (most - least) * random.nextDouble();
  }

  /** Evenly by ratio: as often from 1 to 2 as from 2 to 4. */
  static double ratio(Random random, double least, double most) {
    return least * StrictMath.exp(StrictMath.log(most / least) * random.nextDouble());
  }

  /** Normal around 0; what is beyond the limit is drawn anew, so that none piles up there. */
  static double normal(Random random, double deviation, double limit) {
    while (true) {
      double value = deviation * random.nextGaussian();
      if (Math.abs(value) <= limit) {
        return value;
      }
    }
  }

  /** One or the other side: -1 or 1. */
  static int side(Random random) {
    return random.nextBoolean() ? 1 : -1;
  }

  static boolean chance(Random random, double share) {
    return random.nextDouble() < share;
  }

  static <T> T oneOf(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
