package org.cycleat.render.facekit;

import java.util.Arrays;
import org.cycleat.render.Point3;
import org.cycleat.render.mesh.Mesh;

/**
 * Which point of a surface each texel of its texture lies on, so that the texture can be painted by
 * place. Texels outside of the surface take the place of a neighbour, which keeps seams invisible.
 */
final class UvMap {
  /** How far texels outside are filled: the smaller copies of a texture mix in their neighbours. */
  private static final int BORDER = 6;

  private final int side;
  private final float[] places; // [side, side, 3], top row first
  private final boolean[] isKnown;

  private UvMap(int side) {
    this.side = side;
    places = new float[3 * side * side];
    isKnown = new boolean[side * side];
  }

  /**
   * @param mesh whose positions are the places
   * @param material of the triangles that the texture is for
   * @param side of the texture in texels
   */
  static UvMap of(Mesh mesh, int material, int side) {
    UvMap map = new UvMap(side);
    for (int t = 0; t < mesh.triangleCount(); t++) {
      if (mesh.materialOf()[t] == material) {
        map.triangle(mesh, 3 * t);
      }
    }
    for (int step = 0; step < BORDER; step++) {
      map.grow();
    }
    return map;
  }

  int side() {
    return side;
  }

  /**
   * The place of a texel, by its number from the top left by rows; the origin where there is none.
   */
  Point3 place(int texel) {
    return Point3.of(places, texel);
  }

  boolean isKnown(int texel) {
    return isKnown[texel];
  }

  private void triangle(Mesh mesh, int corner) {
    double[] x = new double[3];
    double[] y = new double[3];
    for (int k = 0; k < 3; k++) {
      int uv = 2 * mesh.textureTriangles()[corner + k];
      x[k] = mesh.textureCoordinates()[uv] * side - 0.5;
      y[k] = (1 - mesh.textureCoordinates()[uv + 1]) * side - 0.5;
    }
    double area = (x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0]);
    if (area == 0) {
      return;
    }
    int left = (int) Math.max(0, Math.ceil(Arrays.stream(x).min().orElseThrow()));
    int right = (int) Math.min(side - 1, Math.floor(Arrays.stream(x).max().orElseThrow()));
    int top = (int) Math.max(0, Math.ceil(Arrays.stream(y).min().orElseThrow()));
    int bottom = (int) Math.min(side - 1, Math.floor(Arrays.stream(y).max().orElseThrow()));
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double b = ((column - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (row - y[0])) / area;
        double c = ((x[1] - x[0]) * (row - y[0]) - (column - x[0]) * (y[1] - y[0])) / area;
        double a = 1 - b - c;
        if (a >= 0 && b >= 0 && c >= 0) {
          put(row * side + column, mesh, corner, new double[] {a, b, c});
        }
      }
    }
  }

  private void put(int texel, Mesh mesh, int corner, double[] weights) {
    isKnown[texel] = true;
    for (int axis = 0; axis < 3; axis++) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += weights[k] * mesh.positions()[3 * mesh.triangles()[corner + k] + axis];
      }
      places[3 * texel + axis] = (float) sum;
    }
  }

  /** Gives unknown texels beside known ones the mean of their places. */
  private void grow() {
    boolean[] before = isKnown.clone();
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        int texel = row * side + column;
        if (!before[texel]) {
          average(texel, row, column, before);
        }
      }
    }
  }

  private void average(int texel, int row, int column, boolean[] before) {
    int count = 0;
    float[] sum = new float[3];
    for (int y = Math.max(0, row - 1); y <= Math.min(side - 1, row + 1); y++) {
      for (int x = Math.max(0, column - 1); x <= Math.min(side - 1, column + 1); x++) {
        int other = y * side + x;
        if (before[other]) {
          count++;
          for (int axis = 0; axis < 3; axis++) {
            sum[axis] += places[3 * other + axis];
          }
        }
      }
    }
    if (count > 0) {
      isKnown[texel] = true;
      for (int axis = 0; axis < 3; axis++) {
        places[3 * texel + axis] = sum[axis] / count;
      }
    }
  }
}
