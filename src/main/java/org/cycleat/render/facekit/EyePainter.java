package org.cycleat.render.facekit;

import org.cycleat.render.Point3;
import org.cycleat.render.mesh.Colour;
import org.cycleat.render.mesh.Texture;

/**
 * Paints a person's eyeball. The kit's sclera covers the iris, so iris and pupil are painted on it,
 * by the angle from the eye's axis.
 */
final class EyePainter {
  private static final double IRIS_DEGREES = 27;
  private static final double PUPIL_DEGREES = 12;
  private static final Colour WHITE = Colour.srgb(0xE9E4DE);
  private static final Colour VEINS = Colour.srgb(0xD9A79C);
  private static final Colour PUPIL = Colour.srgb(0x070606);

  private final Appearance person;
  private final Grain grain;

  EyePainter(Appearance person) {
    this.person = person;
    grain = new Grain(person.grain() + 1);
  }

  /**
   * @param centre of the eyeball
   */
  Texture paint(UvMap map, Point3 centre) {
    float[] texels = new float[3 * map.side() * map.side()];
    for (int texel = 0; texel < map.side() * map.side(); texel++) {
      if (map.isKnown(texel)) {
        Colour colour = colour(map.place(texel).minus(centre));
        texels[3 * texel] = colour.red();
        texels[3 * texel + 1] = colour.green();
        texels[3 * texel + 2] = colour.blue();
      }
    }
    return new Texture(map.side(), map.side(), texels);
  }

  private Colour colour(Point3 from) {
    double across = Math.max(1e-9, Math.sqrt(from.x() * from.x() + from.y() * from.y()));
    double degrees = StrictMath.toDegrees(StrictMath.atan2(across, from.z()));
    Colour white = WHITE.towards(VEINS, (float) (0.75 * SkinMap.step(35, 75, degrees)));
    double spokes = grain.at(8 * from.x() / across, 8 * from.y() / across, degrees / 12);
    Colour iris = person.iris().times((float) (1.25 + 0.45 * spokes));
    // the rim of the iris is dark
    iris = iris.times((float) (1 - 0.6 * SkinMap.step(0.8 * IRIS_DEGREES, IRIS_DEGREES, degrees)));
    Colour colour =
        iris.towards(white, (float) SkinMap.step(IRIS_DEGREES - 1, IRIS_DEGREES + 1.5, degrees));
    return PUPIL.towards(
        colour, (float) SkinMap.step(PUPIL_DEGREES - 1, PUPIL_DEGREES + 1, degrees));
  }
}
