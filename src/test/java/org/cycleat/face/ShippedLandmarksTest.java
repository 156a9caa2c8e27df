package org.cycleat.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Use;
import org.cycleat.image.ImageFile;
import org.junit.jupiter.api.Test;

/** The model that ships, on the demo's faces: renders of people that it was not trained on. */
class ShippedLandmarksTest {
  private static final Path DEMO = Path.of("demo");

  private static Landmarks truth(Sample sample) {
    String[] numbers = sample.extra().get("landmarks").split(" ", -1);
    List<Point2> points = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 3) {
      points.add(new Point2(Double.parseDouble(numbers[i]), Double.parseDouble(numbers[i + 1])));
    }
    return new Landmarks(points);
  }

  private static int number(Sample sample, String column) {
    return (int) Math.round(Double.parseDouble(sample.extra().get(column)));
  }

  /** The manifest's box, and the eyes where they are: a detector that errs by a pixel at most. */
  private static DetectedFace face(Sample sample, Landmarks truth) {
    Box box =
        new Box(
            number(sample, "x"),
            number(sample, "y"),
            number(sample, "width"),
            number(sample, "height"));
    return new DetectedFace(box, 1, truth.rightEye(), truth.leftEye(), Optional.empty());
  }

  private static LandmarkError errors(String part, LandmarkDetector detector) {
    List<Double> errors = new ArrayList<>();
    Manifest manifest =
        Manifest.read(
            DEMO.resolve(part).resolve("manifest.csv"), Labels.EXPRESSIONS, Use.UNLABELLED);
    for (Sample sample : manifest.samples()) {
      Landmarks truth = truth(sample);
      try (Mat bgr = ImageFile.read(sample.path())) {
        Landmarks found = detector.locate(bgr, List.of(face(sample, truth))).get(0);
        errors.add(LandmarkError.ofAll(found, truth));
      }
    }
    return new LandmarkError(errors);
  }

  @Test
  void findsTheLandmarksOfRenderedFaces() {
    try (LandmarkDetector detector = LandmarkDetector.open(Optional.empty())) {
      LandmarkError small = errors("test", detector); // 64 px, poses, light, covers
      assertEquals(1400, small.values().size());
      assertTrue(small.quantile(0.5) < 0.08, "64 px: " + small);
      LandmarkError large = errors("photos", detector); // 512 px
      assertTrue(large.quantile(0.5) < 0.07, "512 px: " + large);
    }
  }

  @Test
  void facesInOneCallAreAsAlone() {
    try (Mat bgr = ImageFile.read(DEMO.resolve("photos/images/S501/S501_HA04_000.jpg"));
        LandmarkDetector detector = LandmarkDetector.open(Optional.empty())) {
      List<DetectedFace> faces = new ArrayList<>();
      for (int i = 0; i < 19; i++) { // more than in one pass
        Box box = new Box(60 + 4 * i, 10 + 2 * i, 370, 450);
        faces.add(DetectedFace.fromBox(box, 1, EyeProportions.OF_A_FACE));
      }
      List<Landmarks> together = detector.locate(bgr, faces);
      assertEquals(19, together.size());
      for (int i = 0; i < 19; i++) {
        Landmarks alone = detector.locate(bgr, faces.subList(i, i + 1)).get(0);
        assertEquals(0, alone.meanDistanceTo(together.get(i)), 1e-2, "face " + i);
      }
      assertEquals(List.of(), detector.locate(bgr, List.of()));
    }
  }

  @Test
  void theFileIsSmall() throws Exception {
    assertTrue(Files.size(Path.of("checkpoints/landmarks68.pb")) < 10_000_000);
  }
}
