package org.cycleat.render;

import org.cycleat.render.mesh.Colour;
import org.cycleat.render.mesh.Material;
import org.cycleat.render.mesh.Mesh;

/** Surfaces whose pictures are known. */
final class Shapes {
  static final Material WHITE = Material.matte("white", Colour.WHITE);

  private Shapes() {}

  /**
   * A sphere about the origin, inscribed.
   *
   * @param rings between the poles; twice as many segments around
   */
  static Mesh sphere(double radius, int rings) {
    int segments = 2 * rings;
    float[] positions = new float[3 * (rings + 1) * segments];
    for (int ring = 0; ring <= rings; ring++) {
      double polar = Math.PI * ring / rings;
      for (int s = 0; s < segments; s++) {
        double azimuth = 2 * Math.PI * s / segments;
        int at = 3 * (ring * segments + s);
        positions[at] = (float) (radius * Math.sin(polar) * Math.sin(azimuth));
        positions[at + 1] = (float) (radius * Math.cos(polar));
        positions[at + 2] = (float) (radius * Math.sin(polar) * Math.cos(azimuth));
      }
    }
    int[] triangles = new int[6 * rings * segments];
    int to = 0;
    for (int ring = 0; ring < rings; ring++) {
      for (int s = 0; s < segments; s++) {
        int upper = ring * segments + s;
        int upperNext = ring * segments + (s + 1) % segments;
        to = put(triangles, to, upper, upper + segments, upperNext + segments);
        to = put(triangles, to, upper, upperNext + segments, upperNext);
      }
    }
    return Mesh.plain(positions, triangles, WHITE);
  }

  /** A cube about the origin. Corner n has x by its first bit, y by its second, z by its third. */
  static Mesh cube(double halfEdge) {
    float[] positions = new float[24];
    for (int n = 0; n < 8; n++) {
      for (int axis = 0; axis < 3; axis++) {
        positions[3 * n + axis] = (float) ((n >> axis & 1) == 1 ? halfEdge : -halfEdge);
      }
    }
    int[][] faces = {
      {4, 5, 7, 6}, {1, 0, 2, 3}, {5, 1, 3, 7}, {0, 4, 6, 2}, {6, 7, 3, 2}, {0, 1, 5, 4}
    };
    int[] triangles = new int[36];
    int to = 0;
    for (int[] face : faces) {
      to = put(triangles, to, face[0], face[1], face[2]);
      to = put(triangles, to, face[0], face[2], face[3]);
    }
    return Mesh.plain(positions, triangles, WHITE);
  }

  private static int put(int[] triangles, int to, int a, int b, int c) {
    triangles[to] = a;
    triangles[to + 1] = b;
    triangles[to + 2] = c;
    return to + 3;
  }
}
