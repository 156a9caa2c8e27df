package org.cycleat.render.facekit;

import java.util.List;
import java.util.Optional;
import org.cycleat.render.Point3;
import org.cycleat.render.mesh.Colour;
import org.cycleat.render.mesh.Material;

/**
 * The parts of the kit's mesh that are drawn, by their vertices, which the kit numbers part by
 * part. What lies over the eyes (tear fluid, blending, occlusion, lashes) is left out.
 */
enum KitPart {
  FACE(9408, Material.matte("face", Colour.WHITE), 0.09f, 16),
  HEAD(11247, Material.matte("head", Colour.WHITE), 0.07f, 14),
  MOUTH_SOCKET(13293, Material.matte("mouth socket", Colour.srgb(0x2A0A0A)), 0, 1),
  EYE_SOCKET(14061, Material.matte("eye socket", Colour.srgb(0x5A2A24)), 0, 1),
  GUMS_AND_TONGUE(17038, Material.matte("gums and tongue", Colour.WHITE), 0.05f, 30),
  TEETH(21450, Material.matte("teeth", Colour.WHITE), 0.2f, 40),
  LEFT_EYE(22220, Material.matte("left eye", Colour.WHITE), 0.7f, 110),
  LEFT_IRIS(23020, Material.matte("left iris", Colour.BLACK), 0, 1),
  RIGHT_EYE(23790, Material.matte("right eye", Colour.WHITE), 0.7f, 110),
  RIGHT_IRIS(24590, Material.matte("right iris", Colour.BLACK), 0, 1);

  private static final List<KitPart> ALL = List.of(values());

  private final int lastVertex;

  @SuppressWarnings("ImmutableEnumChecker") // materials do not change
  private final Material material;

  KitPart(int lastVertex, Material matte, float specular, float shininess) {
    this.lastVertex = lastVertex;
    this.material =
        new Material(matte.name(), matte.diffuse(), specular, shininess, Optional.empty());
  }

  Material material() {
    return material;
  }

  /** The vertices of all parts that are drawn come first. */
  static int vertexCount() {
    return RIGHT_IRIS.lastVertex + 1;
  }

  /** The part's place among the mesh's materials. */
  int index() {
    return ALL.indexOf(this);
  }

  int firstVertex() {
    return index() == 0 ? 0 : ALL.get(index() - 1).lastVertex + 1;
  }

  int lastVertex() {
    return lastVertex;
  }

  /** The middle of the box around the part, about which an eyeball turns. */
  Point3 centre(float[] positions) {
    Point3 least = Point3.of(positions, firstVertex());
    Point3 most = least;
    for (int v = firstVertex(); v <= lastVertex; v++) {
      Point3 p = Point3.of(positions, v);
      least = least.least(p);
      most = most.most(p);
    }
    return least.plus(most).times(0.5);
  }

  /** The part of a triangle; empty where it is not drawn. */
  static Optional<KitPart> of(int a, int b, int c) {
    // a triangle on the border between two parts belongs to the later one
    int last = Math.max(a, Math.max(b, c));
    return ALL.stream().filter(part -> last <= part.lastVertex).findFirst();
  }
}
