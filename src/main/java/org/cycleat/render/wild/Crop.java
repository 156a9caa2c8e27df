package org.cycleat.render.wild;

import java.util.Random;
import org.cycleat.render.Camera;

/**
 * By how much a face is cut out differently from an exact detector.
 *
 * @param right shift of the face to the right, as a share of the picture's shorter side
 * @param down shift of the face down, as a share of the picture's shorter side
 * @param scale of the face, about the picture's centre; 1 leaves it
 */
public record Crop(double right, double down, double scale) {
  /** As a detector without error cuts. */
  public static final Crop EXACT = new Crop(0, 0, 1);

  /** Most by which {@link #draw} shifts. */
  static final double MOST_SHIFT = 0.09;

  /** {@link #draw} scales by up to this, or by one over it. */
  static final double MOST_SCALE = 1.2;

  public Crop {
    if (!(scale > 0) || !Double.isFinite(right + down + scale)) {
      throw new IllegalArgumentException(
          "a crop needs finite shifts and a positive scale, got %s, %s, %s"
              .formatted(right, down, scale));
    }
  }

  static Crop draw(Random random) {
    return new Crop(
        Draw.normal(random, 0.035, MOST_SHIFT),
        Draw.normal(random, 0.035, MOST_SHIFT),
        Draw.ratio(random, 1 / MOST_SCALE, MOST_SCALE));
  }

  /**
   * The camera that sees the face so.
   *
   * @param camera how the face would be seen without jitter
   * @param width of the picture, pixels
   * @param height of the picture, pixels
   */
  public Camera of(Camera camera, int width, int height) {
    double side = Math.min(width, height);
    double centreX = width / 2.0;
    double centreY = height / 2.0;
    return new Camera(
        camera.pixelsPerUnit() * scale,
        centreX + scale * (camera.centreX() - centreX) + side * right,
        centreY + scale * (camera.centreY() - centreY) + side * down,
        camera.distance());
  }
}
