package org.cycleat.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.cycleat.data.Augmentation.Jitter;
import org.cycleat.data.Augmentation.Warp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

class PreprocessingTest {
  @TempDir Path folder;

  private interface Step {
    Operand<TFloat32> apply(Ops tf, Operand<TString> encoded);
  }

  /** Red channel of the result, row by row, back in 0..255. */
  private static double[] red(Path file, Step step) {
    float[] pixels = run(file, step);
    double[] red = new double[pixels.length / 3];
    for (int i = 0; i < red.length; i++) {
      red[i] = (pixels[3 * i] + 1) * 127.5;
    }
    return red;
  }

  private static float[] run(Path file, Step step) {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Operand<TString> encoded = tf.io.readFile(tf.constant(file.toString()));
      TFloat32 result = step.apply(tf, encoded).asTensor();
      float[] pixels = new float[(int) result.size()];
      result.asRawTensor().data().asFloats().read(pixels);
      return pixels;
    }
  }

  private static Step centred(int size) {
    return (tf, encoded) -> Preprocessing.centred(tf, encoded, size);
  }

  private static Step augmented(int size, Augmentation augmentation, long position) {
    Pipeline pipeline = new Pipeline(size, 1, augmentation, false, 1);
    return (tf, encoded) ->
        Preprocessing.augmented(tf, encoded, pipeline, tf.constant(new long[] {11, position}));
  }

  private static Augmentation jitter(double brightness, double contrast, double greyscale) {
    return new Augmentation(false, 0, Warp.NONE, new Jitter(brightness, contrast, greyscale), 0, 0);
  }

  private static Augmentation warp(double rotation, double zoom) {
    return new Augmentation(false, 0, new Warp(rotation, zoom, 0), Jitter.NONE, 0, 0);
  }

  @Test
  void anImageOfTheRightSizeIsOnlyScaled() throws IOException {
    Path file = TestImages.rgb(folder.resolve("a.png"), 2, 2, (x, y) -> x + y == 0 ? 0xFF0033 : 0);
    float[] expected = new float[12];
    java.util.Arrays.fill(expected, -1);
    expected[0] = 1;
    expected[2] = 51 / 127.5f - 1;
    assertArrayEquals(expected, run(file, centred(2)), 1e-6f);
  }

  @Test
  void greyGivesThreeEqualChannels() throws IOException {
    Path file =
        TestImages.write(
            folder.resolve("grey.jpg"),
            32,
            32,
            BufferedImage.TYPE_BYTE_GRAY,
            (x, y) -> TestImages.grey(8 * x));
    float[] pixels = run(file, centred(16));
    Set<Float> values = new HashSet<>();
    for (int i = 0; i < pixels.length; i += 3) {
      assertEquals(pixels[i], pixels[i + 1]);
      assertEquals(pixels[i], pixels[i + 2]);
      values.add(pixels[i]);
    }
    assertTrue(values.size() >= 16, "not all the same");
  }

  @Test
  void shrinkingTakesTheMeanAndDoesNotAlias() throws IOException {
    // stripes of one pixel: any method that leaves pixels out gives black or white somewhere
    Path stripes =
        TestImages.rgb(
            folder.resolve("stripes.png"), 64, 64, (x, y) -> TestImages.grey(x % 2 * 200));
    for (double value : red(stripes, centred(16))) {
      assertEquals(100, value, 1e-3);
    }
    // 3 -> 2 pixels: each is one whole and a half of the middle one
    Path three =
        TestImages.rgb(folder.resolve("three.png"), 3, 3, (x, y) -> TestImages.grey(90 * x));
    double left = (0 + 0.5 * 90) / 1.5;
    double right = (0.5 * 90 + 180) / 1.5;
    assertArrayEquals(new double[] {left, right, left, right}, red(three, centred(2)), 1e-3);
  }

  @Test
  void aJpegGivesWhatAPngOfItsPixelsGives() throws IOException {
    TestImages.Pattern waves =
        (x, y) -> 0x10101 * (int) (127 + 60 * Math.sin(x / 3.0) + 60 * Math.cos(y / 7.0)) ^ x << 16;
    // sides that 8 does not divide
    Path jpeg = TestImages.rgb(folder.resolve("waves.jpg"), 101, 83, waves);
    Path png = folder.resolve("waves.png");
    Files.write(png, decodedPng(Files.readAllBytes(jpeg)));
    for (int size : new int[] {90, 83, 42, 41, 20, 11, 10, 1}) {
      assertArrayEquals(red(png, centred(size)), red(jpeg, centred(size)), 1e-3, "size " + size);
    }
  }

  private static byte[] decodedPng(byte[] jpeg) {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Operand<TString> bytes = tf.constantOf(TString.tensorOfBytes(NdArrays.scalarOfObject(jpeg)));
      return tf.image
          .encodePng(tf.image.decodeJpeg(bytes, DecodeJpeg.dctMethod("INTEGER_ACCURATE")))
          .asTensor()
          .asBytes()
          .getObject();
    }
  }

  @Test
  void enlargingIsBilinear() throws IOException {
    Path two = TestImages.rgb(folder.resolve("two.png"), 2, 2, (x, y) -> TestImages.grey(200 * x));
    double[] row = {0, 50, 150, 200};
    double[] found = red(two, centred(4));
    for (int y = 0; y < 4; y++) {
      assertArrayEquals(row, java.util.Arrays.copyOfRange(found, 4 * y, 4 * y + 4), 1e-3);
    }
  }

  @Test
  void theCentreSquareIsKept() throws IOException {
    // columns 0..6: the square of height 3 is 2, 3, 4
    Path wide = TestImages.rgb(folder.resolve("w.png"), 7, 3, (x, y) -> TestImages.grey(10 * x));
    assertArrayEquals(
        new double[] {20, 30, 40, 20, 30, 40, 20, 30, 40}, red(wide, centred(3)), 1e-3);
    Path tall = TestImages.rgb(folder.resolve("t.png"), 2, 5, (x, y) -> TestImages.grey(10 * y));
    assertArrayEquals(new double[] {10, 10, 20, 20}, red(tall, centred(2)), 1e-3);
  }

  @Test
  void flipsAreMirrorImagesAboutHalfOfTheTime() throws IOException {
    Path file =
        TestImages.rgb(folder.resolve("a.png"), 3, 3, (x, y) -> TestImages.grey(10 * x + 40 * y));
    double[] plain = {0, 10, 20, 40, 50, 60, 80, 90, 100};
    double[] mirrored = {20, 10, 0, 60, 50, 40, 100, 90, 80};
    int flips = 0;
    for (int position = 0; position < 40; position++) {
      double[] found = red(file, augmented(3, new Augmentation(true, 0), position));
      boolean flipped = found[0] > 10;
      assertArrayEquals(flipped ? mirrored : plain, found, 1e-3);
      flips += flipped ? 1 : 0;
    }
    assertTrue(flips >= 8 && flips <= 32, "flips of 40: " + flips);
  }

  @Test
  void cropsReachEveryPlaceAndNoOther() throws IOException {
    Path file =
        TestImages.rgb(folder.resolve("a.png"), 5, 5, (x, y) -> TestImages.grey(10 * x + 50 * y));
    Set<Long> corners = new HashSet<>();
    for (int position = 0; position < 120; position++) {
      double[] found = red(file, augmented(3, new Augmentation(false, 5), position));
      long corner = Math.round(found[0]);
      corners.add(corner);
      assertEquals(corner + 120.0, found[8], 1e-3);
    }
    assertEquals(Set.of(0L, 10L, 20L, 50L, 60L, 70L, 100L, 110L, 120L), corners);
  }

  @Test
  void turnsAboutTheCentreByAnyAngleInTheLimits() throws IOException {
    // the angle of a plane is that of its slope: 8 x, turned by a, is 8 (x cos a - y sin a)
    Path file =
        TestImages.rgb(folder.resolve("a.png"), 9, 9, (x, y) -> TestImages.grey(8 * x + 60));
    double least = 90;
    double most = -90;
    for (int position = 0; position < 60; position++) {
      double[] found = red(file, augmented(9, warp(30, 0), position));
      assertEquals(92, found[40], 1e-3, "the centre stays");
      double cos = (found[41] - found[39]) / 16;
      double sin = -(found[49] - found[31]) / 16;
      assertEquals(1, Math.hypot(cos, sin), 1e-3);
      double angle = Math.toDegrees(Math.atan2(sin, cos));
      least = Math.min(least, angle);
      most = Math.max(most, angle);
    }
    assertTrue(least >= -30.01 && least < -20, "least " + least);
    assertTrue(most <= 30.01 && most > 20, "most " + most);
  }

  @Test
  void zoomsAboutTheCentreAndReflectsAtTheBorder() throws IOException {
    Path file =
        TestImages.rgb(folder.resolve("a.png"), 9, 9, (x, y) -> TestImages.grey(8 * x + 60));
    double nearest = 2;
    double farthest = 0;
    for (int position = 0; position < 60; position++) {
      double[] found = red(file, augmented(9, warp(0, 0.25), position));
      assertEquals(92, found[40], 1e-3, "the centre stays");
      double zoom = (found[41] - found[39]) / 16;
      nearest = Math.min(nearest, zoom);
      farthest = Math.max(farthest, zoom);
      for (double value : found) {
        assertTrue(value >= 60 - 1e-3 && value <= 124 + 1e-3, "value " + value);
      }
    }
    assertTrue(nearest >= 0.75 && nearest < 0.83, "nearest " + nearest);
    assertTrue(farthest <= 1.25 && farthest > 1.17, "farthest " + farthest);
  }

  private static Augmentation shift(double shift) {
    return new Augmentation(false, 0, new Warp(0, 0, shift), Jitter.NONE, 0, 0);
  }

  @Test
  void shiftsWithinTheShareOfTheSideAndReflectsAtTheBorder() throws IOException {
    Path across =
        TestImages.rgb(folder.resolve("a.png"), 9, 9, (x, y) -> TestImages.grey(8 * x + 60));
    Path down =
        TestImages.rgb(folder.resolve("d.png"), 9, 9, (x, y) -> TestImages.grey(8 * y + 60));
    boolean differs = false;
    double[] least = {9, 9};
    double[] most = {-9, -9};
    for (int position = 0; position < 60; position++) {
      double[][] found = {
        red(across, augmented(9, shift(0.2), position)),
        red(down, augmented(9, shift(0.2), position))
      };
      assertEquals(8, found[0][41] - found[0][40], 1e-3, "neither turned nor sized");
      assertEquals(8, found[1][49] - found[1][40], 1e-3);
      for (int axis = 0; axis < 2; axis++) {
        double pixels = (found[axis][40] - 92) / 8;
        least[axis] = Math.min(least[axis], pixels);
        most[axis] = Math.max(most[axis], pixels);
        for (double value : found[axis]) {
          assertTrue(value >= 60 - 1e-3 && value <= 124 + 1e-3, "value " + value);
        }
      }
      differs |= Math.abs(found[0][40] - found[1][40]) > 8;
    }
    assertTrue(differs, "each way by itself");
    for (int axis = 0; axis < 2; axis++) { // 0.2 * 9 pixels at most
      assertTrue(least[axis] >= -1.8 && least[axis] < -1.2, "least " + least[axis]);
      assertTrue(most[axis] <= 1.8 && most[axis] > 1.2, "most " + most[axis]);
    }
  }

  @Test
  void erasesARectangleOfAShareOfTheImages() throws IOException {
    int size = 20;
    Path file = TestImages.rgb(folder.resolve("a.png"), size, size, (x, y) -> 0xFF8000);
    int erased = 0;
    double smallest = 1;
    double largest = 0;
    for (int position = 0; position < 60; position++) {
      Augmentation erasing = new Augmentation(false, 0, Warp.NONE, Jitter.NONE, 0.75, 0);
      double[] red = red(file, augmented(size, erasing, position));
      int top = size;
      int left = size;
      int bottom = -1;
      int right = -1;
      int count = 0;
      for (int i = 0; i < red.length; i++) {
        if (Math.abs(red[i] - 255) > 1e-3) {
          top = Math.min(top, i / size);
          bottom = Math.max(bottom, i / size);
          left = Math.min(left, i % size);
          right = Math.max(right, i % size);
          count++;
        }
      }
      if (count > 0) {
        int high = bottom - top + 1;
        int wide = right - left + 1;
        assertEquals(high * wide, count, "a whole rectangle");
        double share = count / (double) (size * size);
        smallest = Math.min(smallest, share);
        largest = Math.max(largest, share);
        // its sides are rounded to pixels
        assertTrue((high + 0.5) / (wide - 0.5) >= 0.3 && (high - 0.5) / (wide + 0.5) <= 3.3);
        erased++;
      }
    }
    assertTrue(erased >= 33 && erased <= 56, "erased of 60: " + erased);
    assertTrue(smallest > 0.01 && smallest < 0.06, "smallest " + smallest);
    assertTrue(largest > 0.15 && largest < 0.23, "largest " + largest);
  }

  @Test
  void brightnessAndContrastStayInTheirLimits() throws IOException {
    Path file =
        TestImages.rgb(
            folder.resolve("a.png"), 2, 2, (x, y) -> TestImages.grey(x == 0 ? 100 : 160));
    double lowest = 255;
    double highest = 0;
    double flattest = 255;
    double steepest = 0;
    for (int position = 0; position < 60; position++) {
      double[] found = red(file, augmented(2, jitter(0.1, 0.5, 0), position));
      double mean = (found[0] + found[1]) / 2;
      lowest = Math.min(lowest, mean);
      highest = Math.max(highest, mean);
      flattest = Math.min(flattest, found[1] - found[0]);
      steepest = Math.max(steepest, found[1] - found[0]);
    }
    assertTrue(lowest >= 130 - 25.5 - 0.01 && lowest < 112, "lowest " + lowest);
    assertTrue(highest <= 130 + 25.5 + 0.01 && highest > 148, "highest " + highest);
    assertTrue(flattest >= 30 - 0.01 && flattest < 36, "flattest " + flattest);
    assertTrue(steepest <= 90 + 0.01 && steepest > 84, "steepest " + steepest);
  }

  @Test
  void greyscaleTakesTheColourOfAShareOfTheImages() throws IOException {
    Path file = TestImages.rgb(folder.resolve("a.png"), 2, 2, (x, y) -> 200 << 16 | 100 << 8 | 50);
    double luma = 0.299 * 200 + 0.587 * 100 + 0.114 * 50;
    int grey = 0;
    for (int position = 0; position < 60; position++) {
      double red = red(file, augmented(2, jitter(0, 0, 0.25), position))[0];
      boolean isGrey = Math.abs(red - luma) < 1e-3;
      assertTrue(isGrey || Math.abs(red - 200) < 1e-3, "red " + red);
      grey += isGrey ? 1 : 0;
    }
    assertTrue(grey >= 5 && grey <= 27, "grey of 60: " + grey);
  }

  @Test
  void jitterNeverLeavesTheRange() throws IOException {
    Path file =
        TestImages.rgb(folder.resolve("a.png"), 2, 2, (x, y) -> TestImages.grey(x == 0 ? 0 : 255));
    for (int position = 0; position < 10; position++) {
      for (float value : run(file, augmented(2, jitter(1, 1, 0), position))) {
        assertTrue(value >= -1 && value <= 1, "value " + value);
      }
    }
  }
}
