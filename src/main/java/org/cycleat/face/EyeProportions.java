package org.cycleat.face;

/**
 * Where the eyes of an upright face are in a detector's box.
 *
 * @param height height of the eye line below the box's upper edge, as a fraction of its height
 * @param distance distance between the eyes' centres, as a fraction of its width
 */
public record EyeProportions(double height, double distance) {

  /** A box from the hairline to the chin, as YuNet draws it: its medians over 998 LFW crops. */
  public static final EyeProportions OF_A_FACE = new EyeProportions(0.38, 0.47);
}
