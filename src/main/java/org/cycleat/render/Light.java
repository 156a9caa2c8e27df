package org.cycleat.render;

import org.cycleat.render.mesh.Colour;

/**
 * A light far away.
 *
 * @param towards direction from the face to the light, in the view: lights stay where they are when
 *     a head turns; of length 1
 * @param colour its strength: a matte white surface that faces it shows this colour
 */
public record Light(Point3 towards, Colour colour) {
  public Light {
    towards = towards.unit();
  }

  /**
   * A light by its angles.
   *
   * @param azimuthDegrees positive is on the viewer's right
   * @param elevationDegrees positive is above
   */
  public static Light at(double azimuthDegrees, double elevationDegrees, Colour colour) {
    double azimuth = StrictMath.toRadians(azimuthDegrees);
    double elevation = StrictMath.toRadians(elevationDegrees);
    double level = StrictMath.cos(elevation);
    return new Light(
        new Point3(
            level * StrictMath.sin(azimuth),
            StrictMath.sin(elevation),
            level * StrictMath.cos(azimuth)),
        colour);
  }
}
