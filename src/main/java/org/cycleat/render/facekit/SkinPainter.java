package org.cycleat.render.facekit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cycleat.render.Point3;
import org.cycleat.render.facekit.SkinMap.Part;
import org.cycleat.render.mesh.Colour;
import org.cycleat.render.mesh.Texture;

/** Paints a person's skin. */
final class SkinPainter {
  private static final int MOST_MOLES = 7;

  private final Appearance person;
  private final Grain grain;
  private final List<Point3> moles = new ArrayList<>();

  SkinPainter(Appearance person) {
    this.person = person;
    grain = new Grain(person.grain());
    Random random = new Random(person.grain());
    for (int count = random.nextInt(MOST_MOLES); count > 0; count--) {
      double x = 12 * random.nextDouble() - 6;
      moles.add(new Point3(x, 15 * random.nextDouble() - 7, 0.05 + 0.08 * random.nextDouble()));
    }
  }

  Texture paint(SkinMap map) {
    float[] texels = new float[3 * map.side() * map.side()];
    for (int texel = 0; texel < map.side() * map.side(); texel++) {
      Colour colour = colour(map, texel);
      texels[3 * texel] = colour.red();
      texels[3 * texel + 1] = colour.green();
      texels[3 * texel + 2] = colour.blue();
    }
    return new Texture(map.side(), map.side(), texels);
  }

  private Colour colour(SkinMap map, int texel) {
    Point3 p = map.place(texel);
    double blotch = 0.6 * grain.at(p, 2.2) + 0.4 * grain.at(p, 0.7);
    double pores = grain.at(p, 0.16);
    float uneven = (float) (1 + person.blotches() * (0.05 * blotch + 0.05 * pores));
    Colour skin = person.skin().times(uneven);
    double flush = map.share(Part.FLUSH, texel) * (0.8 + 0.4 * blotch) * person.blotches();
    skin = skin.times(new Colour(1, (float) (1 - 0.2 * flush), (float) (1 - 0.17 * flush)));
    skin = skin.times((float) (1 - 0.75 * Math.min(1, map.share(Part.SHADOW, texel))));
    skin = skin.times((float) (1 - 0.7 * mole(p)));
    skin = skin.towards(beardColour(), (float) (map.share(Part.BEARD, texel) * stubble(p)));
    skin = skin.towards(person.hair(), (float) (map.share(Part.SCALP, texel) * hair(p)));
    skin = skin.towards(person.hair(), (float) brow(map.share(Part.BROW, texel), p));
    float lips = map.share(Part.LIPS, texel);
    skin = skin.towards(person.lips().times((float) (1 + 0.12 * pores)), lips);
    return skin.towards(person.hair().times(0.35f), 0.85f * map.share(Part.LASHES, texel));
  }

  private double mole(Point3 p) {
    double share = 0;
    for (Point3 mole : moles) {
      double distance = new Point3(p.x() - mole.x(), p.y() - mole.y(), 0).length();
      if (distance < mole.z() && p.z() > 4) {
        share = SkinMap.step(mole.z(), 0.5 * mole.z(), distance);
      }
    }
    return share;
  }

  /** Hair over skin: what is between the hairs shines through. */
  private Colour beardColour() {
    return person.hair().towards(person.skin(), 0.15f);
  }

  private double stubble(Point3 p) {
    double thin = Math.min(1, 0.75 + 0.5 * grain.at(p, 0.12) + 0.25 * grain.at(p, 0.9));
    return person.beard() * Math.max(0, thin) * 0.85;
  }

  private double hair(Point3 p) {
    double strand = grain.at(p.x() / 0.12, p.y() / 0.7, p.z() / 0.35);
    return person.scalp() * Math.max(0, Math.min(1, 0.85 + 0.3 * strand));
  }

  /** Hairs lie along the brow, so the grain is longer there than across. */
  private double brow(float distance, Point3 p) {
    double width = person.browThickness();
    double hairs = 0.78 + 0.4 * grain.at(p.x() / 0.3, p.y() / 0.09, 0);
    return SkinMap.step(1.15 * width, 0.55 * width, distance)
        * Math.max(0, Math.min(1, hairs))
        * 0.9;
  }
}
