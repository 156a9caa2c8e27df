package org.cycleat.render;

/** Smooth normals of a surface. */
final class Normals {
  private Normals() {}

  /**
   * The unit normal at each point: the mean of its triangles' normals by area. A point of no
   * triangle, or whose triangles have no area, looks along z.
   *
   * @param positions [V, 3]
   * @param triangles [T, 3], counter-clockwise from outside
   * @return [V, 3]
   */
  static float[] of(float[] positions, int[] triangles) {
    float[] normals = new float[positions.length];
    for (int t = 0; t < triangles.length; t += 3) {
      int a = 3 * triangles[t];
      int b = 3 * triangles[t + 1];
      int c = 3 * triangles[t + 2];
      float ux = positions[b] - positions[a];
      float uy = positions[b + 1] - positions[a + 1];
      float uz = positions[b + 2] - positions[a + 2];
      float vx = positions[c] - positions[a];
      float vy = positions[c + 1] - positions[a + 1];
      float vz = positions[c + 2] - positions[a + 2];
      float x = uy * vz - uz * vy; // twice the area long
      float y = uz * vx - ux * vz;
      float z = ux * vy - uy * vx;
      add(normals, a, x, y, z);
      add(normals, b, x, y, z);
      add(normals, c, x, y, z);
    }
    for (int at = 0; at < normals.length; at += 3) {
      normalise(normals, at);
    }
    return normals;
  }

  private static void add(float[] to, int at, float x, float y, float z) {
    to[at] += x;
    to[at + 1] += y;
    to[at + 2] += z;
  }

  private static void normalise(float[] n, int at) {
    double squared =
        (double) n[at] * n[at] + (double) n[at + 1] * n[at + 1] + (double) n[at + 2] * n[at + 2];
    if (squared > 1e-30 && Double.isFinite(squared)) {
      float scale = (float) (1 / Math.sqrt(squared));
      n[at] *= scale;
      n[at + 1] *= scale;
      n[at + 2] *= scale;
    } else {
      n[at] = 0;
      n[at + 1] = 0;
      n[at + 2] = 1;
    }
  }
}
