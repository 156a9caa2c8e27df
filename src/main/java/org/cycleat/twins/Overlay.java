package org.cycleat.twins;

/** Lays one picture upon a crop of another, so that both fit best, and says how alike they are. */
final class Overlay {
  private static final int SIDE = 32;
  private static final int MOST_ROUNDS = 12;

  /** In pixels; each round moves or stretches by so much as long as it helps, then by less. */
  private static final double[] STEPS = {1, 0.5, 0.25};

  /** Right, down, wider, higher: moved, stretched at one edge, or enlarged about the centre. */
  private static final double[][] CHANGES = {
    {1, 0, 0, 0}, {-1, 0, 0, 0}, {0, 1, 0, 0}, {0, -1, 0, 0},
    {-1, 0, 2, 0}, {1, 0, -2, 0}, {0, -1, 0, 2}, {0, 1, 0, -2},
    {-1, -1, 2, 2}, {1, 1, -2, -2}
  };

  private Overlay() {}

  /**
   * How alike both are where they fit best: the mean of the correlations of their pixels and of
   * their detail. 1 for the same picture, whatever its brightness.
   *
   * @param whole the picture that is taken whole
   * @param other the picture that a view is taken of
   * @param start where that is about
   */
  static float best(Thumbnail whole, Thumbnail other, View start) {
    float[] sums = other.turned(start.degrees()).sums();
    float[] wanted = Patch.of(whole.sums(), Crop.WHOLE, SIDE);
    if (start.mirrored()) {
      wanted = Patch.mirrored(wanted, SIDE);
    }
    Crop crop = start.crop();
    float best = Patch.correlation(wanted, Patch.of(sums, crop, SIDE));
    for (double step : STEPS) {
      boolean better = true;
      for (int round = 0; better && round < MOST_ROUNDS; round++) {
        better = false;
        for (double[] change : CHANGES) {
          Crop tried =
              crop.changed(step * change[0], step * change[1], step * change[2], step * change[3]);
          if (tried.isInside()) {
            float reached = Patch.correlation(wanted, Patch.of(sums, tried, SIDE));
            if (reached > best) {
              best = reached;
              crop = tried;
              better = true;
            }
          }
        }
      }
    }
    float[] fitting = Patch.detail(Patch.of(sums, crop, SIDE), SIDE);
    return (best + Patch.correlation(Patch.detail(wanted, SIDE), fitting)) / 2;
  }
}
