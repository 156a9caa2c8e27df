package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cycleat.render.Camera;
import org.cycleat.render.HeadPose;
import org.cycleat.render.Lighting;
import org.cycleat.render.Point3;
import org.cycleat.render.Raster;
import org.cycleat.render.Rasterizer;
import org.cycleat.render.Solid;
import org.cycleat.render.View;
import org.cycleat.render.mesh.Colour;
import org.cycleat.render.mesh.Material;
import org.cycleat.render.mesh.Mesh;
import org.cycleat.render.mesh.Texture;
import org.junit.jupiter.api.Test;

class UvMapTest {
  private static final Material WHITE = Material.matte("white", Colour.WHITE);

  /** A triangle of each of two materials: x = 10 u, y = 20 v, z = 3 + u. */
  private static Mesh triangles() {
    float[] uv = {0.125f, 0.125f, 0.875f, 0.125f, 0.125f, 0.625f, 0.9f, 0.9f};
    float[] positions = new float[12];
    for (int i = 0; i < 4; i++) {
      positions[3 * i] = 10 * uv[2 * i];
      positions[3 * i + 1] = 20 * uv[2 * i + 1];
      positions[3 * i + 2] = 3 + uv[2 * i];
    }
    int[] corners = {0, 1, 2, 1, 3, 2};
    return new Mesh(
        positions,
        corners,
        uv,
        corners,
        new float[0],
        new int[0],
        new int[] {1, 0},
        List.of(WHITE, WHITE));
  }

  private static void assertPlace(double u, double v, Point3 found) {
    assertEquals(10 * u, found.x(), 1e-5);
    assertEquals(20 * v, found.y(), 1e-5);
    assertEquals(3 + u, found.z(), 1e-5);
  }

  @Test
  void texelsHaveThePlaceAtTheirMiddleAndRowsStartAtTheTop() {
    UvMap map = UvMap.of(triangles(), 1, 32);
    for (int[] at : new int[][] {{8, 26}, {20, 27}, {5, 14}}) { // column, row
      assertPlace((at[0] + 0.5) / 32, 1 - (at[1] + 0.5) / 32, map.place(at[1] * 32 + at[0]));
    }
    assertEquals(32, map.side());
  }

  @Test
  void onlyTheMaterialsTrianglesAndABorderAroundThemAreKnown() {
    UvMap map = UvMap.of(triangles(), 1, 32);
    // the triangle's lowest row is 27: its lower edge lies at v = 4 / 32
    assertTrue(map.isKnown(27 * 32 + 10));
    assertTrue(map.isKnown(31 * 32 + 10));
    assertTrue(map.isKnown(15 * 32), "to the left");
    assertFalse(map.isKnown(5 * 32 + 4), "seven above the uppermost row, 12");
    assertTrue(map.isKnown(6 * 32 + 4));
    assertFalse(map.isKnown(5 * 32 + 26), "the other material's");
    assertEquals(Point3.ORIGIN, map.place(0));
  }

  @Test
  void theBorderTakesTheMeanOfItsNeighbours() {
    UvMap map = UvMap.of(triangles(), 1, 32);
    // below (10, 27) are no others than (9, 27), (10, 27) and (11, 27)
    assertPlace(10.5 / 32, 1 - 27.5 / 32, map.place(28 * 32 + 10));
  }

  @Test
  void trianglesWithoutAreaInTheTextureAreLeftOut() {
    Mesh mesh = triangles();
    Mesh flat =
        new Mesh(
            mesh.positions(),
            mesh.triangles(),
            new float[] {0.125f, 0.125f, 0.5f, 0.5f, 0.875f, 0.875f, 1, 1},
            mesh.textureTriangles(),
            new float[0],
            new int[0],
            new int[] {1, 0},
            mesh.materials());
    UvMap map = UvMap.of(flat, 1, 8);
    for (int texel = 0; texel < 64; texel++) {
      assertFalse(map.isKnown(texel));
    }
  }

  /** What is painted by place appears at that place: nothing is mirrored or shifted. */
  @Test
  void aTexturePaintedByPlaceIsSeenAtThatPlace() {
    Mesh mesh = triangles();
    int side = 256;
    UvMap map = UvMap.of(mesh, 1, side);
    float[] texels = new float[3 * side * side];
    for (int texel = 0; texel < side * side; texel++) {
      texels[3 * texel] = (float) map.place(texel).x() / 10;
      texels[3 * texel + 1] = (float) map.place(texel).y() / 20;
      texels[3 * texel + 2] = (float) map.place(texel).z() / 5;
    }
    Mesh painted = mesh.withMaterials(List.of(WHITE, WHITE.with(new Texture(side, side, texels))));
    View view = new View(HeadPose.FRONTAL, Point3.ORIGIN, Camera.orthographic(10, 20, 200));
    Raster raster =
        new Rasterizer(120, 210, 2)
            .draw(Solid.of(painted), view, new Lighting(Colour.WHITE, List.of()));
    for (int[] at : new int[][] {{40, 160}, {90, 170}, {40, 100}}) {
      double x = (at[0] + 0.5 - 20) / 10;
      double y = (200 - at[1] - 0.5) / 10;
      int pixel = 4 * (at[1] * 120 + at[0]);
      assertEquals(x / 10, raster.pixels()[pixel], 0.004);
      assertEquals(y / 20, raster.pixels()[pixel + 1], 0.004);
      assertEquals((3 + x / 10) / 5, raster.pixels()[pixel + 2], 0.004);
    }
  }
}
