package org.cycleat.render.wild;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Colour;
import org.junit.jupiter.api.Test;

class WildLookTest {
  private static final WildLook LOOK = WildLook.usual();

  /** An oval of skin, as large as a face that is cut out by its box. */
  private static Raster face(int width, int height) {
    Raster face = Raster.empty(width, height);
    double side = Math.min(width, height);
    Shape head = Shape.ellipse(width / 2.0, height / 2.0, 0.3 * side, 0.4 * side);
    Brush.SHARP.fill(face, head, Paint.of(new Colour(0.5f, 0.35f, 0.25f)));
    return face;
  }

  private static FaceArea area(int width, int height) {
    double side = Math.min(width, height);
    return FaceArea.of(
        width / 2.0 - 0.27 * side,
        height / 2.0 - 0.1 * side,
        width / 2.0 + 0.27 * side,
        height / 2.0 + 0.4 * side);
  }

  /**
   * Landmarks of a face straight ahead whose eyes are at (60, 50) and whose chin is at (60, 90).
   */
  static float[] landmarks() {
    float[] points = new float[136];
    for (int n = 0; n < 68; n++) {
      put(points, n, 60, 60);
    }
    for (int n = 0; n <= 16; n++) {
      double angle = Math.PI * (1 - n / 16.0);
      put(points, n, 60 + 26 * Math.cos(angle), 50 + 40 * Math.sin(angle));
    }
    for (int n = 17; n < 27; n++) {
      put(points, n, 60 + (n - 21.5) * 5, 40);
    }
    put(points, 27, 60, 49);
    for (int n = 36; n < 42; n++) {
      put(points, n, n == 36 ? 44 : n == 39 ? 54 : 49, 50);
      put(points, n + 6, n == 36 ? 66 : n == 39 ? 76 : 71, 50);
    }
    return points;
  }

  private static void put(float[] points, int n, double x, double y) {
    points[2 * n] = (float) x;
    points[2 * n + 1] = (float) y;
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @Test
  void equalNumbersMakeEqualPictures() {
    float[] before = face(120, 120).pixels();
    Raster face = face(120, 120);
    for (int seed = 0; seed < 6; seed++) {
      BufferedImage first = finish(LOOK, face, FaceArea.of(landmarks()), seed).image();
      BufferedImage second = finish(LOOK, face, FaceArea.of(landmarks()), seed).image();
      assertEquals(BufferedImage.TYPE_INT_RGB, first.getType());
      assertArrayEquals(pixels(first), pixels(second));
      BufferedImage other = finish(LOOK, face, FaceArea.of(landmarks()), seed + 100).image();
      assertFalse(Arrays.equals(pixels(first), pixels(other)));
    }
    assertArrayEquals(before, face.pixels(), 0, "the render is not changed");
  }

  private static Finished finish(WildLook look, Raster face, FaceArea area, int seed) {
    Random random = new Random(seed);
    return look.finish(face, area, look.scene(random), random);
  }

  @Test
  void allSizesAndProportions() {
    int[][] sizes = {{16, 16}, {64, 48}, {40, 90}, {130, 128}};
    for (int[] size : sizes) {
      for (int seed = 0; seed < 15; seed++) {
        Finished finished = finish(LOOK, face(size[0], size[1]), area(size[0], size[1]), seed);
        assertEquals(size[0], finished.image().getWidth());
        assertEquals(size[1], finished.image().getHeight());
        assertFalse(
            IntStream.range(0, size[0] * size[1])
                .allMatch(
                    i -> {
                      int row = i / size[0];
                      return finished.occlusion().hides(i % size[0], row);
                    }));
      }
    }
    Raster tiny = face(40, 15);
    assertThrows(IllegalArgumentException.class, () -> finish(LOOK, tiny, area(40, 15), 1));
  }

  @Test
  void aFaceOutsideOfThePictureOrInOnePlaceDoesNoHarm() {
    float[] point = new float[136];
    Arrays.fill(point, 30);
    point[135] = 30.5f;
    point[134] = 30.5f;
    for (int seed = 0; seed < 20; seed++) {
      finish(LOOK, face(48, 48), FaceArea.of(-90, -80, -40, -20), seed);
      finish(LOOK, face(48, 48), FaceArea.of(point), seed);
    }
  }

  @Test
  void greyAndColouredByTheirShare() {
    WildLook grey = new WildLook(Backgrounds.procedural(), 1, 0.25);
    WildLook coloured = new WildLook(Backgrounds.procedural(), 0, 0.25);
    for (int seed = 0; seed < 10; seed++) {
      assertTrue(isGrey(finish(grey, face(64, 64), area(64, 64), seed).image()));
      assertFalse(isGrey(finish(coloured, face(64, 64), area(64, 64), seed).image()));
    }
  }

  private static boolean isGrey(BufferedImage image) {
    for (int rgb : pixels(image)) {
      if ((rgb & 0xFFFFFF) != 0x010101 * (rgb & 0xFF)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void facesAreNeitherBlackNorWhite() {
    double sum = 0;
    for (int seed = 0; seed < 60; seed++) {
      BufferedImage image = finish(LOOK, face(64, 64), area(64, 64), seed).image();
      double mean = 0;
      for (int rgb : pixels(image)) {
        mean += (rgb >> 8 & 0xFF) / (64.0 * 64);
      }
      assertTrue(mean > 15 && mean < 240, "seed " + seed + ": " + mean);
      sum += mean;
    }
    assertEquals(120, sum / 60, 30);
  }

  @Test
  void whatIsBeforeTheFaceIsReported() {
    Raster front = Raster.empty(4, 3);
    front.pixels()[4 * (1 * 4 + 2) + 3] = 0.6f;
    front.pixels()[4 * (2 * 4 + 3) + 3] = 0.4f;
    Occlusion occlusion = new Occlusion(front);
    assertTrue(occlusion.hides(2.9, 1.1));
    assertFalse(occlusion.hides(1.9, 1.1));
    assertFalse(occlusion.hides(3.5, 2.5), "for less than half");
    assertFalse(occlusion.hides(-0.1, 0));
    assertFalse(occlusion.hides(4, 1));
  }

  @Test
  void occludersHideMoreOfTheFace() {
    assertTrue(hidden(1) > hidden(0) + 40, hidden(1) + " and " + hidden(0));
    assertTrue(hidden(0) < 0.06 * 60 * 40, "hair and clothes leave faces free: " + hidden(0));
  }

  /** How many of 60 pictures' 40 lowest landmarks, from nose to mouth and eyes, are hidden. */
  private static int hidden(double occluderShare) {
    WildLook look = new WildLook(Backgrounds.procedural(), 0.4, occluderShare);
    float[] points = landmarks();
    int count = 0;
    for (int seed = 0; seed < 60; seed++) {
      Occlusion occlusion = finish(look, face(120, 120), FaceArea.of(points), seed).occlusion();
      for (int n = 28; n < 68; n++) {
        count += occlusion.hides(points[2 * n], points[2 * n + 1]) ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void framesFollowTheFace() {
    FaceFrame frame = FaceFrame.of(FaceArea.of(landmarks()));
    assertEquals(40, frame.size(), 1e-3);
    assertEquals(0.5, frame.u(80, 50), 1e-4);
    assertEquals(1, frame.v(60, 90), 1e-4);
    assertEquals(0.65, frame.right(), 1e-3);
    float[] rolled = new float[136]; // by a quarter turn, clockwise for a viewer
    for (int n = 0; n < 68; n++) {
      put(rolled, n, -landmarks()[2 * n + 1], landmarks()[2 * n]);
    }
    FaceFrame turned = FaceFrame.of(FaceArea.of(rolled));
    assertEquals(1, turned.v(-90, 60), 1e-4);
    assertEquals(0.5, turned.u(-50, 80), 1e-4);
    Spot chin = turned.at(0, 1);
    assertEquals(-90, chin.x(), 1e-3);
    assertEquals(60, chin.y(), 1e-3);
    FaceFrame boxed = FaceFrame.of(FaceArea.of(10, 20, 64, 20 + 1.26 * 40));
    assertEquals(40, boxed.size(), 1e-9);
    assertEquals(20 + 0.26 * 40, boxed.eyes().y(), 1e-9);
  }

  @Test
  void impossibleAreasAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> FaceArea.of(5, 0, 5, 9));
    assertThrows(
        IllegalArgumentException.class,
        () -> new FaceArea(0, 0, 1, 1, Optional.of(new float[134])));
  }
}
