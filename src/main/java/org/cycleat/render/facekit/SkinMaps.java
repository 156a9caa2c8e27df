package org.cycleat.render.facekit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cycleat.render.Point3;
import org.cycleat.render.mesh.Colour;
import org.cycleat.render.mesh.Texture;

/** The textures of a person. What is the same for everybody is found once. */
final class SkinMaps {
  /** The eyes are small in a picture. */
  private static final int EYE_SIDE = 128;

  private static final int MOUTH_SIDE = 64;

  /** Gums and tongue. */
  private static final Colour FLESH = Colour.srgb(0x9A4446);

  private final SkinMap face;
  private final SkinMap head;
  private final UvMap teeth;
  private final UvMap gums;
  private final UvMap leftEye;
  private final UvMap rightEye;
  private final Point3 leftCentre;
  private final Point3 rightCentre;

  SkinMaps(KitMesh kit, int textureSide) {
    List<Point3> landmarks =
        kit.landmarks().stream().map(vertex -> Point3.of(kit.neutral(), vertex)).toList();
    face = new SkinMap(map(kit, KitPart.FACE, textureSide), landmarks);
    head = new SkinMap(map(kit, KitPart.HEAD, textureSide / 2), landmarks);
    teeth = map(kit, KitPart.TEETH, MOUTH_SIDE);
    gums = map(kit, KitPart.GUMS_AND_TONGUE, MOUTH_SIDE);
    leftEye = map(kit, KitPart.LEFT_EYE, EYE_SIDE);
    rightEye = map(kit, KitPart.RIGHT_EYE, EYE_SIDE);
    leftCentre = KitPart.LEFT_EYE.centre(kit.neutral());
    rightCentre = KitPart.RIGHT_EYE.centre(kit.neutral());
  }

  private static UvMap map(KitMesh kit, KitPart part, int side) {
    return UvMap.of(kit.mesh(), part.index(), side);
  }

  Map<KitPart, Texture> paint(Appearance person) {
    Map<KitPart, Texture> textures = new EnumMap<>(KitPart.class);
    SkinPainter skin = new SkinPainter(person);
    EyePainter eyes = new EyePainter(person);
    textures.put(KitPart.FACE, skin.paint(face));
    textures.put(KitPart.HEAD, skin.paint(head));
    textures.put(KitPart.TEETH, inMouth(teeth, person.teeth(), 7.5, 10.4));
    textures.put(KitPart.GUMS_AND_TONGUE, inMouth(gums, FLESH, 7.5, 11.2));
    textures.put(KitPart.LEFT_EYE, eyes.paint(leftEye, leftCentre));
    textures.put(KitPart.RIGHT_EYE, eyes.paint(rightEye, rightCentre));
    return textures;
  }

  /** The lips let less light in to what is farther back. */
  private static Texture inMouth(UvMap map, Colour colour, double darkUpTo, double litFrom) {
    float[] texels = new float[3 * map.side() * map.side()];
    for (int texel = 0; texel < map.side() * map.side(); texel++) {
      double depth = SkinMap.step(darkUpTo, litFrom, map.place(texel).z());
      float light = (float) (0.08 + 0.92 * depth);
      texels[3 * texel] = colour.red() * light;
      texels[3 * texel + 1] = colour.green() * light;
      texels[3 * texel + 2] = colour.blue() * light;
    }
    return new Texture(map.side(), map.side(), texels);
  }
}
