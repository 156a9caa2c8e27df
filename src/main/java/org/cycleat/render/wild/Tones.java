package org.cycleat.render.wild;

import java.util.Optional;
import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Colour;

/**
 * What colours a person's hair and skin have before light falls on them.
 *
 * @param hair none where none is seen
 */
record Tones(Optional<Colour> hair, Colour skin) {

  /**
   * Takes the skin's colour from a render.
   *
   * @param ahead red, green and blue of the light on what faces the camera
   */
  static Tones of(Optional<Colour> hair, Raster face, FaceArea area, float[] ahead) {
    float[] sums = new float[4];
    for (int y = (int) Math.max(0, area.top()); y < Math.min(face.height(), area.bottom()); y++) {
      for (int x = (int) Math.max(0, area.left()); x < Math.min(face.width(), area.right()); x++) {
        for (int c = 0; c < 4; c++) {
          sums[c] += face.pixels()[4 * (y * face.width() + x) + c];
        }
      }
    }
    float cover = Math.max(1e-3f, sums[3]); // no face in the picture: black
    return new Tones(
        hair,
        new Colour(
            part(sums[0] / cover, ahead[0]),
            part(sums[1] / cover, ahead[1]),
            part(sums[2] / cover, ahead[2])));
  }

  private static float part(float seen, float light) {
    return Math.max(0, Math.min(0.9f, seen / Math.max(0.05f, light)));
  }
}
