package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.absdiff;
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
  @Test
  void theLabelNamesExpressionAndProbability() {
    assertEquals("happiness 93 %", Annotator.Annotation.label("happiness", 0.926));
  }

  /** Boxes at every edge of small, long and large pictures: all drawn, nothing outside. */
  @ParameterizedTest
  @CsvSource({"40, 40", "1000, 500", "3000, 20", "20, 900", "1, 1"})
  void drawsInsideThePictureWhereverTheFaceIs(int width, int height) {
    try (Mat photograph = new Mat(height, width, CV_8UC3, Scalar.GRAY)) {
      int side = Math.max(1, Math.min(width, height) / 2);
      for (int x : new int[] {0, width - side}) {
        for (int y : new int[] {0, height - side}) {
          Box box = new Box(x, y, side, side);
          List<Annotator.Annotation> annotations =
              List.of(
                  new Annotator.Annotation(
                      box, "surprise 50 %", List.of(new Annotator.Bar("surprise", 0.5))));
          try (Mat drawing = Annotator.draw(photograph, annotations);
              Mat plain = Annotator.draw(photograph, List.of());
              Mat difference = new Mat()) {
            assertEquals(plain.cols(), drawing.cols());
            assertEquals((double) width / height, (double) drawing.cols() / drawing.rows(), 1e-9);
            absdiff(drawing, plain, difference);
            try (Scalar sum = sumElems(difference)) {
              assertTrue(sum.get(0) > 0, "nothing drawn at " + box);
            }
          }
        }
      }
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
                    new Annotator.Annotation(lower, "sadness 80 %", List.of()),
                    new Annotator.Annotation(upper, "fear 70 %", List.of())));
        UByteIndexer pixels = drawing.createIndexer()) {
      assertEquals(128, pixels.get(190, 150, 0), 1.0, "the upper face stays free");
      assertEquals(80, pixels.get(309, 150, 0), 1.0, "the label's plate below the lower face");
    }
  }
}
