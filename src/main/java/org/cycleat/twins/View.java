package org.cycleat.twins;

import java.util.ArrayList;
import java.util.List;

/**
 * A way to look at a picture.
 *
 * @param degrees that it is turned by, clockwise, before it is cropped
 * @param mirrored whether the crop is turned left to right then
 */
record View(double degrees, Crop crop, boolean mirrored) {
  /** Faces that were put upright twice differ by some degrees. */
  private static final double TURN = 5;

  /** A turned picture has no corners, so that small crops of it are looked at alone. */
  private static final int TURNED_CROPS = 14;

  /** Upright ones first, and of those the whole picture. */
  static final List<View> ALL = all();

  private static List<View> all() {
    List<View> views = new ArrayList<>();
    List<Crop> crops = Crop.all();
    for (double degrees : new double[] {0, -TURN, TURN}) {
      for (Crop crop : degrees == 0 ? crops : crops.subList(0, TURNED_CROPS)) {
        views.add(new View(degrees, crop, false));
        views.add(new View(degrees, crop, true));
      }
    }
    return views;
  }

  /** The same, turned by some degrees more. */
  View turned(double more) {
    return new View(degrees + more, crop, mirrored);
  }
}
