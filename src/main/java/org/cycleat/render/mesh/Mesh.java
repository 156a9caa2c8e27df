package org.cycleat.render.mesh;

import java.util.List;

/**
 * A surface of triangles. The arrays are handed over, not copied, and must not be changed after.
 *
 * @param positions [V, 3] x, y, z
 * @param triangles [T, 3] each corner's index in positions
 * @param textureCoordinates [U, 2] u, v; empty where nothing is textured
 * @param textureTriangles [T, 3] each corner's index in textureCoordinates; empty with them
 * @param colours [C, 3] linear red, green, blue in [0, 1], which take the place of the materials'
 *     diffuse colour; empty where there are none
 * @param colourTriangles [T, 3] each corner's index in colours; empty with them
 * @param materialOf [T] each triangle's index in materials
 * @param materials at least one
 */
@SuppressWarnings("ArrayRecordComponent") // numbers by the hundred thousand; never compared
public record Mesh(
    float[] positions,
    int[] triangles,
    float[] textureCoordinates,
    int[] textureTriangles,
    float[] colours,
    int[] colourTriangles,
    int[] materialOf,
    List<Material> materials) {

  public Mesh {
    materials = List.copyOf(materials);
    requireWhole("positions", positions.length, 3);
    requireWhole("triangles", triangles.length, 3);
    int count = triangles.length / 3;
    requireIndices("triangles", triangles, positions.length / 3);
    requireLayer("texture", textureCoordinates, 2, textureTriangles, count);
    requireLayer("colour", colours, 3, colourTriangles, count);
    if (materialOf.length != count) {
      throw new IllegalArgumentException(
          "materialOf: expected %d triangles, got %d".formatted(count, materialOf.length));
    }
    requireIndices("materialOf", materialOf, materials.size());
  }

  /** A mesh of one material and nothing painted on it. */
  public static Mesh plain(float[] positions, int[] triangles, Material material) {
    int[] none = {};
    int[] first = new int[triangles.length / 3];
    return new Mesh(
        positions, triangles, new float[0], none, new float[0], none, first, List.of(material));
  }

  /**
   * The same surface with its points elsewhere.
   *
   * @param moved [V, 3]
   */
  public Mesh withPositions(float[] moved) {
    if (moved.length != positions.length) {
      throw new IllegalArgumentException(
          "expected %d coordinates, got %d".formatted(positions.length, moved.length));
    }
    return new Mesh(
        moved,
        triangles,
        textureCoordinates,
        textureTriangles,
        colours,
        colourTriangles,
        materialOf,
        materials);
  }

  /** The same surface of other materials. */
  public Mesh withMaterials(List<Material> others) {
    return new Mesh(
        positions,
        triangles,
        textureCoordinates,
        textureTriangles,
        colours,
        colourTriangles,
        materialOf,
        others);
  }

  public int vertexCount() {
    return positions.length / 3;
  }

  public int triangleCount() {
    return triangles.length / 3;
  }

  private static void requireLayer(
      String name, float[] values, int width, int[] corners, int count) {
    requireWhole(name, values.length, width);
    if (corners.length != 0 && corners.length != 3 * count) {
      throw new IllegalArgumentException(
          "%s: expected %d triangles, got %d".formatted(name, count, corners.length / 3));
    }
    requireIndices(name, corners, values.length / width);
  }

  private static void requireWhole(String name, int length, int width) {
    if (length % width != 0) {
      throw new IllegalArgumentException(
          "%s: expected a multiple of %d numbers, got %d".formatted(name, width, length));
    }
  }

  private static void requireIndices(String name, int[] indices, int count) {
    for (int index : indices) {
      if (index < 0 || index >= count) {
        throw new IllegalArgumentException(
            "%s: index %d, but there are %d".formatted(name, index, count));
      }
    }
  }
}
