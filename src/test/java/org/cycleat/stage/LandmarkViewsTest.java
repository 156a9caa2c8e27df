package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.cycleat.TestGraph;
import org.cycleat.face.Faces;
import org.cycleat.face.LandmarkCrop;
import org.cycleat.face.Landmarks;
import org.cycleat.face.Point2;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;

class LandmarkViewsTest {
  private static final int IMAGE = 96;
  private static final int CROP = 64;
  private static final int BATCH = 8;

  /** The end of the jaw under the right ear, which a mirror image calls 16. */
  private static final int MARKED = 2;

  private final TestGraph graph = new TestGraph();
  private final Landmarks face = Faces.frontal(47, 40, 20);

  @AfterEach
  void close() {
    graph.close();
  }

  private LandmarkSamples samples() {
    float[] points = new float[136];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      points[2 * i] = (float) face.points().get(i).x() / IMAGE;
      points[2 * i + 1] = (float) face.points().get(i).y() / IMAGE;
    }
    LandmarkCrop crop = LandmarkCrop.of(face);
    float[] frame = {
      (float) crop.centre().x() / IMAGE,
      (float) crop.centre().y() / IMAGE,
      (float) crop.side() / IMAGE,
      (float) crop.roll(),
      20f / IMAGE
    };
    return new LandmarkSamples(
        StdArrays.ndCopyOf(new float[][] {points}), StdArrays.ndCopyOf(new float[][] {frame}));
  }

  /** Black but for a soft dot: [BATCH, 96, 96, 3]. */
  private Operand<TFloat32> images() {
    Point2 dot = face.points().get(MARKED);
    float[] one = new float[IMAGE * IMAGE * 3];
    for (int i = 0; i < one.length; i++) {
      int row = i / 3 / IMAGE;
      int column = i / 3 % IMAGE;
      double x = column + 0.5 - dot.x();
      double y = row + 0.5 - dot.y();
      one[i] = (float) Math.exp(-(x * x + y * y) / 8);
    }
    float[] all = new float[BATCH * one.length];
    for (int i = 0; i < BATCH; i++) {
      System.arraycopy(one, 0, all, i * one.length, one.length);
    }
    return graph.input(Shape.of(BATCH, IMAGE, IMAGE, 3), all);
  }

  private LandmarkViews.Views views(long seed) {
    var tf = graph.tf();
    return new LandmarkViews(tf, samples())
        .of(images(), tf.constant(new long[BATCH]), tf.constant(new long[] {3, seed}));
  }

  /** The dot's place from the crop's centre, in crop sides. */
  private static Point2 dot(float[] crops, int index) {
    double x = 0;
    double y = 0;
    double sum = 0;
    for (int i = 0; i < CROP * CROP; i++) {
      double value = crops[(index * CROP * CROP + i) * 3];
      int row = i / CROP;
      int column = i % CROP;
      x += value * (column + 0.5);
      y += value * (row + 0.5);
      sum += value;
    }
    return new Point2(x / sum / CROP - 0.5, y / sum / CROP - 0.5);
  }

  @Test
  void pointsAreWhereTheCropShowsThem() {
    var views = views(1);
    float[] crops = graph.value(views.crops());
    float[] points = graph.value(views.points());
    int mirrored = 0;
    for (int i = 0; i < BATCH; i++) {
      Point2 dot = dot(crops, i);
      Point2 same = point(points, i, MARKED);
      Point2 partner = point(points, i, Landmarks.mirrored()[MARKED]);
      boolean isMirror = partner.distanceTo(dot) < same.distanceTo(dot);
      mirrored += isMirror ? 1 : 0;
      assertEquals(0, (isMirror ? partner : same).distanceTo(dot), 0.3 / CROP, "crop " + i);
      // whoever looks at the crop sees the person's right eye at the left
      assertTrue(point(points, i, 36).x() < point(points, i, 45).x());
    }
    assertTrue(mirrored > 0 && mirrored < BATCH, mirrored + " mirror images");
  }

  private static Point2 point(float[] points, int index, int number) {
    int at = index * 136 + 2 * number;
    return new Point2(points[at], points[at + 1]);
  }

  @Test
  void theUnitShrinksAsTheCropGrows() {
    var views = views(2);
    float[] points = graph.value(views.points());
    float[] units = graph.value(views.unit());
    for (int i = 0; i < BATCH; i++) {
      Point2 right = point(points, i, 36); // a corner of each eye: 20 and 2 x 3.4 apart
      Point2 left = point(points, i, 45);
      assertEquals(right.distanceTo(left) * 20 / 26.8, units[i], 1e-4);
    }
  }

  @Test
  void aSeedDecidesAll() {
    assertArrayEquals(graph.value(views(5).points()), graph.value(views(5).points()));
    assertFalse(Arrays.equals(graph.value(views(5).points()), graph.value(views(6).points())));
  }
}
