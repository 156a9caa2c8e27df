package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.cycleat.train.DifferentiableAugmentation.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class DifferentiableAugmentationTest {
  /** The largest number that is drawn. */
  private static final float LAST = 1 - 0x1p-23f;

  private static final float HALF = 0.5f;
  private static final int HEIGHT = 8; // moves by up to 1, cuts 4 rows
  private static final int WIDTH = 14; // moves by up to 2, cuts 7 columns

  private final TestGraph graph = new TestGraph();
  private final Ops tf = graph.tf();

  @AfterEach
  void close() {
    graph.close();
  }

  /** Changes by seven numbers for each image. */
  private DifferentiableAugmentation by(Kind kind, float... numbers) {
    int images = numbers.length / DifferentiableAugmentation.NUMBERS;
    var shape = Shape.of(images, 1, 1, DifferentiableAugmentation.NUMBERS);
    return new DifferentiableAugmentation(tf, Set.of(kind), graph.input(shape, numbers));
  }

  /** Two pixels: (0.4, 0.1, -0.2) of mean 0.1, and (0.9, 0.5, 0.4) of mean 0.6. */
  private void assertColours(float[] numbers, float... expected) {
    var images = graph.input(Shape.of(1, 1, 2, 3), 0.4f, 0.1f, -0.2f, 0.9f, 0.5f, 0.4f);
    var changed = by(Kind.COLOUR, Arrays.copyOf(numbers, 7)).of(images);
    assertArrayEquals(expected, graph.value(changed), 1e-6f);
  }

  @Test
  void halvesLeaveColoursAsTheyAre() {
    assertColours(new float[] {HALF, HALF, HALF}, 0.4f, 0.1f, -0.2f, 0.9f, 0.5f, 0.4f);
  }

  @Test
  void brightnessIsAdded() {
    assertColours(new float[] {0.1f, HALF, HALF}, 0f, -0.3f, -0.6f, 0.5f, 0.1f, 0f);
  }

  @Test
  void saturationScalesTheDistanceFromAPixelsMean() {
    assertColours(new float[] {HALF, 0, HALF}, 0.1f, 0.1f, 0.1f, 0.6f, 0.6f, 0.6f);
    assertColours(new float[] {HALF, 0.75f, HALF}, 0.55f, 0.1f, -0.35f, 1.05f, 0.45f, 0.3f);
  }

  @Test
  void contrastScalesTheDistanceFromTheImagesMean() {
    assertColours(new float[] {HALF, HALF, 0}, 0.375f, 0.225f, 0.075f, 0.625f, 0.425f, 0.375f);
  }

  /** Brightness 0.3 first, then no saturation, then contrast 1.25 around 0.65. */
  @Test
  void coloursChangeOneAfterTheOther() {
    float dark = 0.65f - 1.25f * 0.25f;
    float light = 0.65f + 1.25f * 0.25f;
    assertColours(new float[] {0.8f, 0, 0.75f}, dark, dark, dark, light, light, light);
  }

  @Test
  void eachImageHasItsOwnMeanAndNumbers() {
    var images = graph.input(Shape.of(2, 1, 2, 3), 0, 0, 0, 1, 1, 1, 0, 0, 0, 0.4f, 0.4f, 0.4f);
    float[] numbers = {HALF, HALF, 0, 0, 0, 0, 0, 1, HALF, HALF, 0, 0, 0, 0};
    var changed = by(Kind.COLOUR, numbers).of(images);
    float[] expected = {
      0.25f, 0.25f, 0.25f, 0.75f, 0.75f, 0.75f, 0.5f, 0.5f, 0.5f, 0.9f, 0.9f, 0.9f
    };
    assertArrayEquals(expected, graph.value(changed), 1e-6f);
  }

  /** Fractions of 2 · 1 + 1 rows and 2 · 2 + 1 columns. */
  @ParameterizedTest
  @CsvSource({"0, 0, -1, -2", "0.5, 0.5, 0, 0", "0.34, 0.19, 0, -2", "0.7, 0.79, 1, 1"})
  void translationMovesEachImageAndBringsZeros(float first, float second, int down, int across) {
    float[] numbers = {0, 0, 0, first, second, 0, 0, 0, 0, 0, LAST, LAST, 0, 0};
    var images = graph.normal(5, 2, HEIGHT, WIDTH, 3);
    float[] moved = graph.value(by(Kind.TRANSLATION, numbers).of(images));
    assertMoved(graph.get(images), moved, 0, down, across);
    assertMoved(graph.get(images), moved, 1, 1, 2);
  }

  private static void assertMoved(float[] before, float[] after, int image, int down, int across) {
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int c = 0; c < 3; c++) {
          int fromY = y - down;
          int fromX = x - across;
          boolean inside = fromY >= 0 && fromY < HEIGHT && fromX >= 0 && fromX < WIDTH;
          float expected = inside ? before[at(image, fromY, fromX, c)] : 0;
          assertEquals(expected, after[at(image, y, x, c)], "pixel " + y + ", " + x);
        }
      }
    }
  }

  private static int at(int image, int y, int x, int c) {
    return ((image * HEIGHT + y) * WIDTH + x) * 3 + c;
  }

  /**
   * The rectangle's middle is one of 9 rows and of 14 columns; it begins half of 4 or 7 before it,
   * rounded down.
   */
  @ParameterizedTest
  @CsvSource({"0, 0, -2, -3", "0.5, 0.5, 2, 4", "0.1, 0.99, -2, 10", "0.12, 0.93, -1, 10"})
  void cutoutZeroesARectangleThatTheBorderMayCut(float first, float second, int top, int left) {
    float[] numbers = {0, 0, 0, 0, 0, first, second, 0, 0, 0, 0, 0, LAST, LAST};
    var images = graph.normal(6, 2, HEIGHT, WIDTH, 3);
    float[] cut = graph.value(by(Kind.CUTOUT, numbers).of(images));
    assertCut(graph.get(images), cut, 0, top, left);
    assertCut(graph.get(images), cut, 1, 6, 10);
  }

  private static void assertCut(float[] before, float[] after, int image, int top, int left) {
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean inside = y >= top && y < top + 4 && x >= left && x < left + 7;
        for (int c = 0; c < 3; c++) {
          int place = at(image, y, x, c);
          float expected = inside ? 0 : before[place];
          assertEquals(expected, after[place], 1e-9f, "pixel " + y + ", " + x); // 0 is -0
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientsPassThrough(Kind kind) {
    float[] numbers = {
      0.2f, 0.3f, 0.9f, 0, 0.7f, 0.4f, 0.3f, 0.9f, 0.8f, 0.1f, 0.9f, 0.3f, 0, 0.9f
    };
    var images = graph.normal(7, 2, 8, 5, 3);
    GradientCheck.assertGradients(graph, by(kind, numbers).of(images), images);
  }

  @Test
  void allKindsAreDoneInTheirOrder() {
    float[] numbers = {0.2f, 0.3f, 0.9f, 0, 0.7f, 0.4f, 0.3f};
    var drawn = graph.input(Shape.of(1, 1, 1, 7), numbers);
    var images = graph.normal(8, 1, 8, 5, 3);
    var all =
        new DifferentiableAugmentation(
            tf, List.of(Kind.CUTOUT, Kind.TRANSLATION, Kind.COLOUR), drawn);
    Operand<TFloat32> oneByOne = images;
    for (Kind kind : Kind.values()) {
      oneByOne = new DifferentiableAugmentation(tf, Set.of(kind), drawn).of(oneByOne);
    }
    assertArrayEquals(graph.value(oneByOne), graph.value(all.of(images)));
    GradientCheck.assertGradients(graph, all.of(images), images);
  }

  @Test
  void withoutAKindNothingIsAddedToTheGraph() {
    var images = graph.normal(9, 2, 8, 8, 3);
    var step = graph.step(3);
    long before = operations();
    assertSame(images, DifferentiableAugmentation.at(tf, Set.of(), 2, 1, step).of(images));
    assertEquals(before, operations());
  }

  private long operations() {
    long count = 0;
    for (var each = graph.graph().operations(); each.hasNext(); each.next()) {
      count++;
    }
    return count;
  }

  @Test
  void aDrawHangsOnSeedAndStepAloneAndHoldsForAllThatIsShown() {
    var images = graph.normal(10, 2, 8, 8, 3);
    float[] first = shown(images, 1, 3);
    assertArrayEquals(first, shown(images, 1, 3));
    assertFalse(Arrays.equals(first, shown(images, 2, 3)), "another seed");
    assertFalse(Arrays.equals(first, shown(images, 1, 4)), "another step");
    var once = DifferentiableAugmentation.at(tf, EnumSet.allOf(Kind.class), 2, 1, graph.step(3));
    assertArrayEquals(graph.value(once.of(images)), graph.value(once.of(images)));
  }

  private float[] shown(Operand<TFloat32> images, long seed, long step) {
    var kinds = EnumSet.allOf(Kind.class);
    return graph.value(
        DifferentiableAugmentation.at(tf, kinds, 2, seed, graph.step(step)).of(images));
  }

  @Test
  void theImagesOfABatchAreChangedApart() {
    float[] same = new float[2 * 64 * 64 * 3];
    for (int i = 0; i < same.length; i++) {
      same[i] = (float) Math.sin(0.01 * (i % (64 * 64 * 3)));
    }
    var images = graph.input(Shape.of(2, 64, 64, 3), same);
    float[] changed = shown(images, 1, 0);
    int half = changed.length / 2;
    assertTrue(
        !Arrays.equals(Arrays.copyOf(changed, half), Arrays.copyOfRange(changed, half, 2 * half)));
  }
}
