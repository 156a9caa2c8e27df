package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.absdiff;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_core.inRange;
import static org.bytedeco.opencv.global.opencv_core.sumElems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotatorTest {
  /** Colours of the first two faces. */
  private static final Scalar LABEL = new Scalar(80, 220, 255, 0);

  private static final Scalar SECOND = new Scalar(255, 200, 110, 0);

  @Test
  void theLabelNamesExpressionAndProbability() {
    assertEquals("happiness 93 %", Annotator.Annotation.label("happiness", 0.926));
  }

  private static Annotator.Annotation surprise(Box box) {
    return new Annotator.Annotation(
        1, box, "surprise 50 %", List.of(new Annotator.Bar("surprise", 0.5)));
  }

  /** Boxes at every edge of small, long and large pictures: the picture stays whole, or grows. */
  @ParameterizedTest
  @CsvSource({"40, 40", "1000, 500", "3000, 20", "20, 900", "1, 1"})
  void drawsWhereverTheFaceIs(int width, int height) {
    try (Mat photograph = new Mat(height, width, CV_8UC3, Scalar.GRAY);
        Mat plain = Annotator.draw(photograph, List.of())) {
      assertEquals((double) width / height, (double) plain.cols() / plain.rows(), 1e-9);
      int side = Math.max(1, Math.min(width, height) / 2);
      for (int x : new int[] {0, width - side}) {
        for (int y : new int[] {0, height - side}) {
          try (Mat drawing =
              Annotator.draw(photograph, List.of(surprise(new Box(x, y, side, side))))) {
            assertTrue(drawing.cols() >= plain.cols() && drawing.rows() >= plain.rows());
            assertTrue(countOf(LABEL, drawing) > 800, "no label at " + x + ", " + y);
          }
        }
      }
    }
  }

  /** Pixels of exactly this blue, green and red. */
  private static int countOf(Scalar colour, Mat bgr) {
    try (Mat least = new Mat(colour);
        Mat same = new Mat()) {
      inRange(bgr, least, least, same);
      return countNonZero(same);
    }
  }

  /**
   * The face fills its picture: label and bars are drawn beside it, and nothing of it is hidden.
   */
  @Test
  void aPhotographGrowsWhereNoPlaceIsFree() {
    try (Mat photograph = new Mat(400, 500, CV_8UC3, Scalar.GRAY);
        Mat drawing = Annotator.draw(photograph, List.of(surprise(new Box(0, 0, 500, 400))))) {
      assertTrue(drawing.cols() > 500 || drawing.rows() > 400);
      int frame = 2 * (500 + 400) * 3;
      assertTrue(countOf(Scalar.GRAY, drawing) > 500 * 400 - frame);
      assertTrue(countOf(LABEL, drawing) > 800);
    }
  }

  /** A frame cannot grow: the panel is left out, and the label is inside its own box. */
  @Test
  void aFrameKeepsItsSizeAndLeavesThePanelOut() {
    Box box = new Box(0, 0, 500, 400);
    try (Mat frame = new Mat(400, 500, CV_8UC3, Scalar.GRAY);
        Mat withoutPanel = frame.clone();
        Mat difference = new Mat()) {
      Annotator.drawOnto(frame, List.of(surprise(box)));
      Annotator.drawOnto(
          withoutPanel, List.of(new Annotator.Annotation(1, box, "surprise 50 %", List.of())));
      assertEquals(500, frame.cols());
      absdiff(frame, withoutPanel, difference);
      try (Scalar sum = sumElems(difference)) {
        assertEquals(0, sum.get(0) + sum.get(1) + sum.get(2));
      }
      assertTrue(countOf(LABEL, frame) > 800);
    }
  }

  @Test
  void facesHaveColoursOfTheirOwn() {
    try (Mat photograph = new Mat(400, 700, CV_8UC3, Scalar.GRAY);
        Mat drawing =
            Annotator.draw(
                photograph,
                List.of(
                    surprise(new Box(50, 150, 100, 100)),
                    new Annotator.Annotation(
                        2, new Box(450, 150, 100, 100), "fear 60 %", List.of())))) {
      assertTrue(countOf(LABEL, drawing) > 800);
      assertTrue(countOf(SECOND, drawing) > 800);
    }
  }

  @Test
  void smallPhotographsAreEnlargedAndLargeOnesKept() {
    try (Mat small = new Mat(50, 48, CV_8UC3, Scalar.GRAY);
        Mat large = new Mat(400, 640, CV_8UC3, Scalar.GRAY);
        Mat smallDrawing = Annotator.draw(small, List.of());
        Mat largeDrawing = Annotator.draw(large, List.of())) {
      assertEquals(7 * 48, smallDrawing.cols());
      assertEquals(7 * 50, smallDrawing.rows());
      assertEquals(640, largeDrawing.cols());
    }
  }

  @Test
  void aLabelGivesWayToAFaceAboveIt() {
    Box upper = new Box(100, 100, 100, 100);
    Box lower = new Box(100, 205, 100, 100);
    try (Mat photograph = new Mat(500, 400, CV_8UC3, Scalar.GRAY);
        Mat drawing =
            Annotator.draw(
                photograph,
                List.of(
                    new Annotator.Annotation(1, lower, "sadness 80 %", List.of()),
                    new Annotator.Annotation(2, upper, "fear 70 %", List.of())));
        UByteIndexer pixels = drawing.createIndexer()) {
      assertEquals(128, pixels.get(190, 150, 0), 1.0, "the upper face stays free");
      assertEquals(80, pixels.get(309, 150, 0), 1.0, "the label's plate below the lower face");
    }
  }
}
