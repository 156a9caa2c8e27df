package org.cycleat.render.mesh;

import java.util.ArrayList;
import java.util.List;

/** Gathers a mesh while its file is read, and keeps it within what a face can need. */
final class MeshBuilder {
  /**
   * Of points, of texture coordinates, of colours, and of triangles; a scanned face has 10,000s.
   */
  static final int MOST = 5_000_000;

  private static final float FARTHEST = 1e9f;

  private final Floats positions = new Floats();
  private final Ints triangles = new Ints();
  private final Floats textureCoordinates = new Floats();
  private final Ints textureTriangles = new Ints();
  private final Floats colours = new Floats();
  private final Ints colourTriangles = new Ints();
  private final Ints materialOf = new Ints();
  private final List<Material> materials = new ArrayList<>();
  private boolean textured;
  private boolean coloured;

  int points() {
    return positions.size() / 3;
  }

  int textureCoordinates() {
    return textureCoordinates.size() / 2;
  }

  int colours() {
    return colours.size() / 3;
  }

  void point(Where where, float x, float y, float z) {
    requireRoom(where, points(), "points");
    requireNear(where, Math.max(Math.abs(x), Math.max(Math.abs(y), Math.abs(z))));
    positions.add(x, y, z);
  }

  void textureCoordinate(Where where, float u, float v) {
    requireRoom(where, textureCoordinates(), "texture coordinates");
    requireNear(where, Math.max(Math.abs(u), Math.abs(v)));
    textureCoordinates.add(u);
    textureCoordinates.add(v);
  }

  /** Linear light in [0, 1]. */
  void colour(Where where, float red, float green, float blue) {
    requireRoom(where, colours(), "colours");
    colours.add(red, green, blue);
  }

  /** Linear light of a colour's part in [0, 1] that was chosen on a screen, so of 256 levels. */
  static float linear(Where where, float part) {
    return Srgb.toLinear(Math.round(255 * part(where, part)));
  }

  /** The same number if it can be a part of a colour. */
  static float part(Where where, float part) {
    if (!(part >= 0 && part <= 1)) {
      throw where.error("a colour's part must be from 0 to 1, got " + part);
    }
    return part;
  }

  /** [V, 3], for readers of points alone. */
  float[] positions() {
    return positions.toArray();
  }

  /** The index that triangles name it by. */
  int material(Material material) {
    materials.add(material);
    return materials.size() - 1;
  }

  /** A triangle's points and material; its texture coordinates and colours come after it. */
  void triangle(Where where, int a, int b, int c, int material) {
    requireRoom(where, materialOf.size(), "triangles");
    triangles.add(a, b, c);
    materialOf.add(material);
  }

  /** For a triangle of a texture, after {@link #triangle}. */
  void texture(int a, int b, int c) {
    textured = true;
    textureTriangles.add(a, b, c);
  }

  /** For a triangle of no texture: any coordinate will do, as its material does not look. */
  void noTexture() {
    textureTriangles.add(0, 0, 0);
  }

  /** For a triangle whose corners have colours; where one has, each must. */
  void colours(int a, int b, int c) {
    coloured = true;
    colourTriangles.add(a, b, c);
  }

  /** For a triangle of one colour, which counts only if others have colours of their own. */
  void plainColour(int colour) {
    colourTriangles.add(colour, colour, colour);
  }

  Mesh build(Where end) {
    if (materialOf.size() == 0) {
      throw end.error("the file ends and has no face");
    }
    return new Mesh(
        positions.toArray(),
        triangles.toArray(),
        textured ? textureCoordinates.toArray() : new float[0],
        textured ? textureTriangles.toArray() : new int[0],
        coloured ? colours.toArray() : new float[0],
        coloured ? colourTriangles.toArray() : new int[0],
        materialOf.toArray(),
        materials);
  }

  private static void requireRoom(Where where, int count, String what) {
    if (count >= MOST) {
      throw where.error("more than %,d %s".formatted(MOST, what));
    }
  }

  /** NaN is not near, either: transformations can give it. */
  private static void requireNear(Where where, float distance) {
    if (!(distance <= FARTHEST)) {
      throw where.error("a coordinate beyond %.0e: %s".formatted(FARTHEST, distance));
    }
  }
}
