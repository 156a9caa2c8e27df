package org.cycleat.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.cycleat.render.mesh.Colour;
import org.cycleat.render.mesh.Material;
import org.cycleat.render.mesh.Mesh;
import org.cycleat.render.mesh.Texture;
import org.junit.jupiter.api.Test;

class RasterizerTest {
  private static final int WIDTH = 200;
  private static final int HEIGHT = 160;
  private static final Lighting FLAT = new Lighting(Colour.WHITE, List.of());

  private final Rasterizer rasterizer = new Rasterizer(WIDTH, HEIGHT, 4);

  private Raster draw(Mesh mesh, HeadPose pose, Camera camera, Lighting lighting) {
    return rasterizer.draw(Solid.of(mesh), new View(pose, Point3.ORIGIN, camera), lighting);
  }

  private static float coverage(Raster raster, int x, int y) {
    return raster.pixels()[4 * (y * raster.width() + x) + 3];
  }

  /** What a row covers, in pixels. */
  private static double row(Raster raster, int y) {
    double sum = 0;
    for (int x = 0; x < raster.width(); x++) {
      sum += coverage(raster, x, y);
    }
    return sum;
  }

  private static double column(Raster raster, int x) {
    double sum = 0;
    for (int y = 0; y < raster.height(); y++) {
      sum += coverage(raster, x, y);
    }
    return sum;
  }

  /** Each row's extent is a circle's, within half a pixel at either end. */
  private static void assertCircle(Raster raster, double x, double y, double radius) {
    for (int row = 0; row < raster.height(); row++) {
      double above = row + 0.5 - y;
      double half = Math.abs(above) < radius ? Math.sqrt(radius * radius - above * above) : 0;
      if (Math.abs(Math.abs(above) - radius) > 1) { // the topmost row is nearly flat
        assertEquals(2 * half, row(raster, row), 1, "row " + row);
      }
    }
    double middle = 0;
    double area = 0;
    for (int column = 0; column < raster.width(); column++) {
      middle += (column + 0.5) * column(raster, column);
      area += column(raster, column);
    }
    assertEquals(x, middle / area, 0.1, "centre");
    assertEquals(Math.PI * radius * radius, area, 2 * Math.PI * radius * 0.25, "area");
  }

  @Test
  void sphereSeenOrthographicallyIsACircleOfItsRadius() {
    Camera camera = Camera.orthographic(20, 90.3, 75.8);
    assertCircle(draw(Shapes.sphere(3, 60), HeadPose.FRONTAL, camera, FLAT), 90.3, 75.8, 60);
  }

  @Test
  void sphereInPerspectiveIsSeenByItsTangents() {
    Camera camera = new Camera(10, 100, 80, 12);
    double radius = 10 * 4 * 12 / Math.sqrt(12 * 12 - 4 * 4);
    assertCircle(draw(Shapes.sphere(4, 60), HeadPose.FRONTAL, camera, FLAT), 100, 80, radius);
  }

  @Test
  void cubeTurnsByPanAndTilt() {
    Camera camera = Camera.orthographic(30, 100, 80);
    double sin = Math.sin(Math.toRadians(25));
    double cos = Math.cos(Math.toRadians(25));
    Raster panned = draw(Shapes.cube(1), new HeadPose(25, 0), camera, FLAT);
    assertEquals(2 * 30 * (sin + cos), row(panned, 80), 0.5, "width");
    assertEquals(2 * 30, column(panned, 100), 0.5, "height");
    Raster tilted = draw(Shapes.cube(1), new HeadPose(0, 25), camera, FLAT);
    assertEquals(2 * 30, row(tilted, 80), 0.5, "width");
    assertEquals(2 * 30 * (sin + cos), column(tilted, 100), 0.5, "height");
  }

  @Test
  void eachSampleBelongsToOneOfTwoTrianglesThatShareAnEdge() {
    float[] positions = {-1.7f, -1.3f, 0, 1.9f, -1.1f, 0, 1.4f, 1.6f, 0, -1.2f, 1.8f, 0};
    int[] one = {0, 1, 2};
    int[] other = {0, 2, 3};
    int[] both = {0, 1, 2, 0, 2, 3};
    Camera camera = Camera.orthographic(31.4, 100, 80);
    Raster first = draw(Mesh.plain(positions, one, Shapes.WHITE), HeadPose.FRONTAL, camera, FLAT);
    Raster second =
        draw(Mesh.plain(positions, other, Shapes.WHITE), HeadPose.FRONTAL, camera, FLAT);
    Raster whole = draw(Mesh.plain(positions, both, Shapes.WHITE), HeadPose.FRONTAL, camera, FLAT);
    for (int at = 3; at < whole.pixels().length; at += 4) {
      assertEquals(whole.pixels()[at], first.pixels()[at] + second.pixels()[at], 1e-6);
    }
    assertEquals(1, coverage(whole, 100, 80));
  }

  @Test
  void backsAreNotSeen() {
    Mesh cube = Shapes.cube(1);
    int[] inside = cube.triangles().clone();
    for (int t = 0; t < inside.length; t += 3) {
      int swapped = inside[t];
      inside[t] = inside[t + 1];
      inside[t + 1] = swapped;
    }
    // of a cube turned inside out the far wall is seen, its near one is not
    Mesh room = Mesh.plain(cube.positions(), inside, Shapes.WHITE);
    Camera camera = new Camera(30, 100, 80, 4);
    Raster raster = draw(room, HeadPose.FRONTAL, camera, FLAT);
    double near = 2 * 30 * 4 / 3.0;
    assertEquals(near, row(raster, 80), 0.5, "the side walls reach as far as the near edges");
    Mesh wall = Mesh.plain(cube.positions(), new int[] {0, 1, 2, 1, 3, 2}, Shapes.WHITE);
    assertEquals(2 * 30 * 4 / 5.0, row(draw(wall, HeadPose.FRONTAL, camera, FLAT), 80), 0.5);
    Mesh back = Mesh.plain(cube.positions(), new int[] {0, 2, 1, 1, 2, 3}, Shapes.WHITE);
    assertEquals(0, row(draw(back, HeadPose.FRONTAL, camera, FLAT), 80));
  }

  @Test
  void whatReachesBehindTheCameraIsLeftOut() {
    Mesh sphere = Shapes.sphere(4, 30);
    Camera inside = new Camera(10, 100, 80, 3.9);
    assertEquals(0, coverage(draw(sphere, HeadPose.FRONTAL, inside, FLAT), 100, 80));
  }

  @Test
  void texturesAreNotMirrored() {
    // upper left red, upper right green, lower left blue, lower right white
    float[] texels = {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1};
    Mesh quad =
        quad(new Texture(2, 2, texels), new float[] {-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0});
    Raster raster = draw(quad, HeadPose.FRONTAL, Camera.orthographic(40, 100.5, 80.5), FLAT);
    assertColour(raster, 80, 60, 1, 0, 0);
    assertColour(raster, 120, 60, 0, 1, 0);
    assertColour(raster, 80, 100, 0, 0, 1);
    assertColour(raster, 120, 100, 1, 1, 1);
  }

  @Test
  void texturesAreInterpolatedInPerspective() {
    // a floor that leads away: v = 0.75 lies at z = -1.5, not at three quarters of the picture
    float[] rows = new float[3 * 256];
    for (int row = 0; row < 256; row++) {
      float v = 1 - (row + 0.5f) / 256;
      rows[3 * row] = rows[3 * row + 1] = rows[3 * row + 2] = v;
    }
    float[] floor = {-1, -1, 3, 1, -1, 3, 1, -1, -3, -1, -1, -3};
    Camera camera = new Camera(40, 100, 40, 6);
    Raster raster = draw(quad(new Texture(1, 256, rows), floor), HeadPose.FRONTAL, camera, FLAT);
    double z = 3 - 0.75 * 6;
    int y = (int) Math.round(40 + 40 * 6 / (6 - z));
    double seen = 6 - 40 * 6 / (y + 0.5 - 40);
    assertEquals((3 - seen) / 6, raster.pixels()[4 * (y * WIDTH + 100)], 0.01);
  }

  @Test
  void distantTexturesAreAveraged() {
    // one texel in four is white; a pixel has 64 of them
    float[] texels = new float[3 * 256 * 256];
    for (int y = 0; y < 256; y += 2) {
      for (int x = 0; x < 256; x += 2) {
        int at = 3 * (y * 256 + x);
        texels[at] = texels[at + 1] = texels[at + 2] = 1;
      }
    }
    Mesh quad =
        quad(new Texture(256, 256, texels), new float[] {-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0});
    Raster raster = draw(quad, HeadPose.FRONTAL, Camera.orthographic(16, 100, 80), FLAT);
    assertColour(raster, 95, 77, 0.25f, 0.25f, 0.25f);
    assertColour(raster, 104, 86, 0.25f, 0.25f, 0.25f);
  }

  @Test
  void coloursOfPointsAreInterpolated() {
    Mesh plain =
        Mesh.plain(new float[] {0, 0, 0, 4, 0, 0, 0, 4, 0}, new int[] {0, 1, 2}, Shapes.WHITE);
    float[] colours = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    Mesh mesh =
        new Mesh(
            plain.positions(),
            plain.triangles(),
            new float[0],
            new int[0],
            colours,
            new int[] {0, 1, 2},
            plain.materialOf(),
            plain.materials());
    Raster raster = draw(mesh, HeadPose.FRONTAL, Camera.orthographic(20, 50, 120), FLAT);
    // the centre of pixel (69, 109) is at x = 0.975, y = 0.525
    assertColour(raster, 69, 109, 1 - (0.975f + 0.525f) / 4, 0.975f / 4, 0.525f / 4);
  }

  @Test
  void matteSphereFollowsLambertsCosine() {
    Light light = new Light(new Point3(2, 1, 2), new Colour(0.6f, 0.3f, 0.9f));
    Lighting lighting = new Lighting(new Colour(0.1f, 0.2f, 0.05f), List.of(light));
    Raster raster =
        draw(Shapes.sphere(3, 80), HeadPose.FRONTAL, Camera.orthographic(20, 100, 80), lighting);
    for (int[] at : new int[][] {{100, 80}, {130, 60}, {70, 100}, {110, 120}}) {
      double x = (at[0] + 0.5 - 100) / 60;
      double y = -(at[1] + 0.5 - 80) / 60;
      double z = Math.sqrt(1 - x * x - y * y);
      float cosine = (float) Math.max(0, (2 * x + y + 2 * z) / 3);
      assertColour(
          raster, at[0], at[1], 0.1f + 0.6f * cosine, 0.2f + 0.3f * cosine, 0.05f + 0.9f * cosine);
    }
  }

  @Test
  void highlightFollowsItsPower() {
    Material shiny = new Material("shiny", Colour.BLACK, 0.7f, 9, Optional.empty());
    Mesh sphere = Shapes.sphere(3, 80);
    Light light = new Light(new Point3(0, 0, 1), new Colour(1, 0.5f, 0.25f));
    Raster raster =
        draw(
            sphere.withMaterials(List.of(shiny)),
            HeadPose.FRONTAL,
            Camera.orthographic(20, 100, 80),
            new Lighting(Colour.BLACK, List.of(light)));
    double x = 20.5 / 60;
    double y = 10.5 / 60;
    float power = (float) (0.7 * Math.pow(Math.sqrt(1 - x * x - y * y), 9));
    assertColour(raster, 120, 90, power, power / 2, power / 4);
  }

  @Test
  void pointsBehindOthersAreHidden() {
    for (Camera camera : List.of(Camera.orthographic(20, 100, 80), new Camera(20, 100, 80, 20))) {
      View view = new View(HeadPose.FRONTAL, Point3.ORIGIN, camera);
      rasterizer.draw(Solid.of(Shapes.sphere(3, 60)), view, FLAT);
      assertTrue(isSeen(view, 0, 0, 3));
      assertTrue(isSeen(view, 0, 0, 2.95));
      assertFalse(isSeen(view, 0, 0, 2.8));
      assertFalse(isSeen(view, 0, 0, -3));
      assertTrue(isSeen(view, 3.7, 0, -3), "beside the sphere");
      assertFalse(isSeen(view, 7, 0, 0), "outside of the picture");
    }
  }

  private boolean isSeen(View view, double x, double y, double z) {
    return rasterizer.isSeen(view.projection().of(new Point3(x, y, z)), view.camera(), 0.1);
  }

  @Test
  void picturesOfNoOrTooManyPixelsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Rasterizer(0, 5, 2));
    assertThrows(IllegalArgumentException.class, () -> new Rasterizer(5, 5, 17));
    assertThrows(IllegalArgumentException.class, () -> new Rasterizer(20000, 20000, 2));
  }

  /** Two triangles with a picture: corners lower left, lower right, upper right, upper left. */
  private static Mesh quad(Texture texture, float[] corners) {
    int[] triangles = {0, 1, 2, 0, 2, 3};
    return new Mesh(
        corners,
        triangles,
        new float[] {0, 0, 1, 0, 1, 1, 0, 1},
        triangles,
        new float[0],
        new int[0],
        new int[2],
        List.of(Shapes.WHITE.with(texture)));
  }

  private static void assertColour(
      Raster raster, int x, int y, float red, float green, float blue) {
    int at = 4 * (y * raster.width() + x);
    assertEquals(red, raster.pixels()[at], 0.01, "red");
    assertEquals(green, raster.pixels()[at + 1], 0.01, "green");
    assertEquals(blue, raster.pixels()[at + 2], 0.01, "blue");
  }
}
