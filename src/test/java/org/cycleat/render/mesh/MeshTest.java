package org.cycleat.render.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeshTest {
  private static final Material RED = Material.matte("red", new Colour(1, 0, 0));
  private static final float[] FOUR = {0, 0, 0, 1, 0, 0, 0, 1, 0, 5, 5, 5};
  private static final int[] TWO = {0, 1, 2, 1, 3, 2};

  private static void assertRefused(
      String expected, float[] uv, int[] uvCorners, float[] colours, int[] colourCorners) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Mesh(
                        FOUR, TWO, uv, uvCorners, colours, colourCorners, new int[2], List.of(RED)))
            .getMessage();
    assertTrue(message.startsWith(expected), message);
  }

  @Test
  void everyCornerMustHaveAPointACoordinateAndAColour() {
    float[] uv = {0, 0, 1, 0, 0, 1};
    float[] none = {};
    int[] noCorners = {};
    assertRefused("texture: index 3, but there are 3", uv, TWO, none, noCorners);
    assertRefused("texture: expected 2 triangles, got 1", uv, new int[3], none, noCorners);
    assertRefused("texture: expected a multiple of 2", new float[5], noCorners, none, noCorners);
    assertRefused("colour: index -1", none, noCorners, FOUR, new int[] {0, 0, 0, 0, 0, -1});
    assertRefused("colour: expected a multiple of 3", none, noCorners, new float[7], TWO);
  }

  @Test
  void pointsAndMaterialsMustExist() {
    String points =
        assertThrows(
                IllegalArgumentException.class, () -> Mesh.plain(FOUR, new int[] {0, 1, 4}, RED))
            .getMessage();
    assertEquals("triangles: index 4, but there are 4", points);
    assertThrows(IllegalArgumentException.class, () -> Mesh.plain(new float[4], TWO, RED));
    assertThrows(IllegalArgumentException.class, () -> Mesh.plain(FOUR, new int[4], RED));
    int[] none = {};
    for (int[] materials : new int[][] {{0}, {0, 1}, {0, 0, 0}}) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new Mesh(FOUR, TWO, new float[0], none, new float[0], none, materials, List.of(RED)));
    }
  }

  @Test
  void aSurfaceMayMoveAndChangeItsMaterials() {
    Mesh mesh = Mesh.plain(FOUR, TWO, RED);
    assertEquals(4, mesh.vertexCount());
    assertEquals(2, mesh.triangleCount());
    float[] moved = FOUR.clone();
    moved[0] = 9;
    assertArrayEquals(moved, mesh.withPositions(moved).positions());
    assertSame(mesh.triangles(), mesh.withPositions(moved).triangles());
    assertThrows(IllegalArgumentException.class, () -> mesh.withPositions(new float[9]));
    Material blue = Material.matte("blue", new Colour(0, 0, 1));
    assertSame(blue, mesh.withMaterials(List.of(blue)).materials().get(0));
    assertThrows(IllegalArgumentException.class, () -> mesh.withMaterials(List.of()));
  }

  @Test
  void materialsAreChecked() {
    var none = Optional.<Texture>empty();
    assertThrows(
        IllegalArgumentException.class, () -> new Material("m", Colour.WHITE, -0.1f, 5, none));
    assertThrows(
        IllegalArgumentException.class, () -> new Material("m", Colour.WHITE, 1, 0.5f, none));
  }
}
