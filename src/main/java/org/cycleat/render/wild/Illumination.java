package org.cycleat.render.wild;

import org.cycleat.render.Light;
import org.cycleat.render.Lighting;
import org.cycleat.render.Point3;
import org.cycleat.render.mesh.Colour;

/** The light on matte things beside the face, so that they look as if they were in its scene. */
final class Illumination {
  private final float[] ambient;
  private final float[] towards; // [L, 3]
  private final float[] colours; // [L, 3]

  Illumination(Lighting lighting) {
    ambient = parts(lighting.ambient());
    int count = lighting.lights().size();
    towards = new float[3 * count];
    colours = new float[3 * count];
    for (int l = 0; l < count; l++) {
      Light light = lighting.lights().get(l);
      Point3 direction = light.towards();
      towards[3 * l] = (float) direction.x();
      towards[3 * l + 1] = (float) direction.y();
      towards[3 * l + 2] = (float) direction.z();
      System.arraycopy(parts(light.colour()), 0, colours, 3 * l, 3);
    }
  }

  private static float[] parts(Colour colour) {
    return new float[] {colour.red(), colour.green(), colour.blue()};
  }

  /**
   * Multiplies a colour by the light on a surface.
   *
   * @param nx of the unit normal in the view, whose y points up
   */
  void shine(float nx, float ny, float nz, float[] rgb) {
    float red = ambient[0];
    float green = ambient[1];
    float blue = ambient[2];
    for (int l = 0; l < towards.length; l += 3) {
      float cosine = nx * towards[l] + ny * towards[l + 1] + nz * towards[l + 2];
      if (cosine > 0) {
        red += cosine * colours[l];
        green += cosine * colours[l + 1];
        blue += cosine * colours[l + 2];
      }
    }
    rgb[0] *= red;
    rgb[1] *= green;
    rgb[2] *= blue;
  }

  /** Red, green and blue of the light on white that faces the camera. */
  float[] ahead() {
    float[] rgb = {1, 1, 1};
    shine(0, 0.2f, 0.98f, rgb);
    return rgb;
  }

  /** A paint as it looks on a flat surface. */
  Paint flat(Paint paint, float nx, float ny, float nz) {
    return (x, y, rgb) -> {
      paint.at(x, y, rgb);
      shine(nx, ny, nz, rgb);
    };
  }

  /** A paint on a cylinder that lies along a line in the picture. */
  Paint round(Paint paint, Spot from, Spot to, double radius) {
    double length = Math.max(1e-6, from.distance(to));
    float acrossX = (float) (-(to.y() - from.y()) / length);
    float acrossY = (float) ((to.x() - from.x()) / length);
    return (x, y, rgb) -> {
      double aside = (x - from.x()) * acrossX + (y - from.y()) * acrossY;
      float t = (float) Math.max(-1, Math.min(1, aside / radius));
      paint.at(x, y, rgb);
      shine(t * acrossX, -t * acrossY, (float) Math.sqrt(1 - t * t), rgb);
    };
  }
}
