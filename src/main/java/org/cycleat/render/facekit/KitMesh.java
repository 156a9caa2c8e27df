package org.cycleat.render.facekit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.render.Head;
import org.cycleat.render.Point3;
import org.cycleat.render.SkinTone;
import org.cycleat.render.Solid;
import org.cycleat.render.mesh.Material;
import org.cycleat.render.mesh.Mesh;
import org.cycleat.render.mesh.Texture;

/** The surface that all people of the kit share, with what its vertices mean. */
final class KitMesh {
  /**
   * Corners of the eyes in the 68 points scheme: right outer, right inner, left inner, left outer.
   */
  private static final int[] EYE_CORNERS = {36, 39, 42, 45};

  private static final int CHIN = 8;
  private static final int BROW = 19;

  /** Side of a picture in distances between the eyes, and where the eyes' line is from above. */
  private static final double SIDE = 3.2;

  private static final double EYE_LINE = 0.4;

  /** The forehead's share of the face's height that a detector's box has above the brows. */
  private static final double FOREHEAD = 0.3;

  private final Mesh mesh;
  private final List<Integer> landmarks;
  private final List<Integer> outline;

  /**
   * @param whole the kit's neutral mesh with all its parts
   * @param landmarks [68] vertices
   */
  KitMesh(Mesh whole, List<Integer> landmarks) {
    this.mesh = drawn(whole);
    this.landmarks = List.copyOf(landmarks);
    this.outline = outline();
  }

  /** The mean face, [V, 3]. */
  float[] neutral() {
    return mesh.positions();
  }

  Mesh mesh() {
    return mesh;
  }

  /** [68] vertices. */
  List<Integer> landmarks() {
    return landmarks;
  }

  /** The mesh without what is not drawn, a material for each part. */
  private static Mesh drawn(Mesh whole) {
    int[] triangles = new int[whole.triangles().length];
    int[] textured = new int[whole.triangles().length];
    int[] parts = new int[whole.triangleCount()];
    int count = 0;
    for (int t = 0; t < whole.triangleCount(); t++) {
      int[] corners = Arrays.copyOfRange(whole.triangles(), 3 * t, 3 * t + 3);
      var part = KitPart.of(corners[0], corners[1], corners[2]);
      if (part.isPresent()) {
        System.arraycopy(corners, 0, triangles, 3 * count, 3);
        System.arraycopy(whole.textureTriangles(), 3 * t, textured, 3 * count, 3);
        parts[count++] = part.get().index();
      }
    }
    return new Mesh(
        Arrays.copyOf(whole.positions(), 3 * KitPart.vertexCount()),
        Arrays.copyOf(triangles, 3 * count),
        withinTiles(whole.textureCoordinates()),
        Arrays.copyOf(textured, 3 * count),
        new float[0],
        new int[0],
        Arrays.copyOf(parts, count),
        Arrays.stream(KitPart.values()).map(KitPart::material).toList());
  }

  /** The kit lays its parts' textures side by side (UDIM): each in a unit square of its own. */
  private static float[] withinTiles(float[] coordinates) {
    float[] within = coordinates.clone();
    for (int u = 0; u < within.length; u += 2) {
      within[u] -= (float) Math.floor(within[u]);
    }
    return within;
  }

  /** The same surface with other textures. */
  Mesh painted(Map<KitPart, Texture> textures) {
    Map<KitPart, Material> materials = new EnumMap<>(KitPart.class);
    for (KitPart part : KitPart.values()) {
      Texture texture = textures.get(part);
      materials.put(part, texture == null ? part.material() : part.material().with(texture));
    }
    return mesh.withMaterials(List.copyOf(materials.values()));
  }

  Head head(Mesh posed, Head.Frame frame, SkinTone skin, Map<String, Float> shapes) {
    return new Head(Solid.of(posed), landmarks, outline, frame, Optional.of(skin), shapes);
  }

  /**
   * A frame that has the eyes of the relaxed face at the same place for everybody, with the chin
   * well inside.
   */
  Head.Frame frame(float[] relaxed) {
    Point3[] corners =
        Arrays.stream(EYE_CORNERS)
            .mapToObj(corner -> Point3.of(relaxed, landmarks.get(corner)))
            .toArray(Point3[]::new);
    Point3 right = corners[0].plus(corners[1]).times(0.5);
    Point3 left = corners[2].plus(corners[3]).times(0.5);
    Point3 between = right.plus(left).times(0.5);
    double side = SIDE * left.minus(right).length();
    // the head turns about a point behind the nose's root, so that a face in profile is centred too
    Point3 centre =
        new Point3(between.x(), between.y() - (0.5 - EYE_LINE) * side, between.z() - 0.1 * side);
    return new Head.Frame(centre, side);
  }

  /** Points of the face from the chin to the middle of the forehead, and from cheek to cheek. */
  private List<Integer> outline() {
    double chin = point(CHIN).y();
    double brow = point(BROW).y();
    double top = brow + FOREHEAD * (brow - chin);
    double back = point(0).z();
    List<Integer> vertices = new ArrayList<>(landmarks);
    for (int v = 0; v <= KitPart.FACE.lastVertex(); v++) {
      Point3 p = Point3.of(mesh.positions(), v);
      if (p.y() > chin && p.y() < top && p.z() > back) {
        vertices.add(v);
      }
    }
    return vertices;
  }

  private Point3 point(int landmark) {
    return Point3.of(mesh.positions(), landmarks.get(landmark));
  }
}
