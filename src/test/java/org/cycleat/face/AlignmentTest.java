package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.createHanningWindow;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.phaseCorrelate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2d;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.render.Head;
import org.cycleat.render.HeadPose;
import org.cycleat.render.facekit.DrawnKit;
import org.cycleat.render.facekit.Expression;
import org.cycleat.render.facekit.FaceKit;
import org.cycleat.render.facekit.Kits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alignment of rendered faces, whose pose is known, measured in the pixels of the crops. */
class AlignmentTest {
  private static final int SIDE = 128;

  /** Tip of the nose, outer corners of the eyes, a corner of the mouth. */
  private static final int[] MARKED = {30, 36, 45, 48};

  @TempDir static Path folder;
  private static Head drawn;

  @BeforeAll
  static void draw() throws IOException {
    FaceKit kit = FaceKit.read(DrawnKit.write(folder), 256);
    drawn = kit.sitter(kit.person(1, 0)).show(Expression.NEUTRAL, 0);
  }

  private static FaceAligner aligner(Alignment alignment) {
    return new FaceAligner(SIDE, Framing.DEFAULT.by(alignment));
  }

  /** The centre of the red around a point, by the pixels' own centres. */
  private static Point2 centreOfRed(Mat bgr, Point2 around, double radius) {
    double sum = 0;
    double x = 0;
    double y = 0;
    try (UByteIndexer pixels = bgr.createIndexer()) {
      for (int row = 0; row < bgr.rows(); row++) {
        for (int column = 0; column < bgr.cols(); column++) {
          if (around.distanceTo(new Point2(column + 0.5, row + 0.5)) < radius) {
            double red = pixels.get(row, column, 2);
            sum += red;
            x += red * (column + 0.5);
            y += red * (row + 0.5);
          }
        }
      }
    }
    return new Point2(x / sum, y / sum);
  }

  @ParameterizedTest
  @CsvSource({"0, 90", "0, 500", "17, 90", "-38, 240", "90, 240", "155, 400", "5, 131"})
  void spotsOfThePhotographLandWhereTheTransformSays(double roll, int size) {
    RenderedFace rendered = RenderedFace.of(drawn, new HeadPose(12, -5, roll), size);
    Landmarks landmarks = rendered.face().landmarks().orElseThrow();
    for (Alignment alignment : Alignment.values()) {
      Similarity transform = aligner(alignment).transform(rendered.face());
      double sigma = Math.max(0.8, 2 / transform.scale());
      List<Point2> spots = IntStream.of(MARKED).mapToObj(landmarks.points()::get).toList();
      try (Mat photograph = rendered.marked(spots, sigma);
          Mat crop = aligner(alignment).align(photograph, rendered.face())) {
        for (Point2 spot : spots) {
          Point2 expected = transform.apply(spot);
          Point2 found = centreOfRed(crop, expected, 4 * sigma * transform.scale());
          assertEquals(0, found.distanceTo(expected), 0.1, alignment + " " + expected);
        }
      }
    }
  }

  /** How far the one crop is shifted against the other, pixels. */
  private static double shift(Mat crop, Mat other) {
    try (Mat grey = smooth(crop);
        Mat otherGrey = smooth(other);
        Mat window = new Mat();
        Size size = grey.size()) {
      createHanningWindow(window, size, CV_32F);
      try (Point2d shift = phaseCorrelate(grey, otherGrey, window, new double[1])) {
        return Math.hypot(shift.x(), shift.y());
      }
    }
  }

  /** Without the finest detail, which a photograph of a smaller face does not have. */
  private static Mat smooth(Mat bgr) {
    Mat grey = new Mat();
    cvtColor(bgr, grey, COLOR_BGR2GRAY);
    grey.convertTo(grey, CV_32F);
    try (Size kernel = new Size(13, 13)) {
      GaussianBlur(grey, grey, kernel, 2);
    }
    return grey;
  }

  /** Features of the face itself, not the landmarks that the transform was made of. */
  @ParameterizedTest
  @CsvSource({"0, 192", "0, 600", "20, 384", "-31, 384", "64, 131"})
  void aFaceOfAnySizeAndRollGivesTheSameCrop(double roll, int size) {
    RenderedFace upright = RenderedFace.of(drawn, HeadPose.FRONTAL, 384);
    RenderedFace other = RenderedFace.of(drawn, new HeadPose(0, 0, roll), size);
    for (Alignment alignment : Alignment.values()) {
      FaceAligner aligner = aligner(alignment);
      try (Mat photograph = upright.photograph();
          Mat crop = aligner.align(photograph, upright.face());
          Mat otherPhotograph = other.photograph();
          Mat otherCrop = aligner.align(otherPhotograph, other.face())) {
        assertEquals(0, shift(crop, otherCrop), 0.15, alignment.toString());
      }
    }
  }

  private static double scale(Head head, double pan, Alignment alignment) {
    return aligner(alignment)
        .transform(RenderedFace.of(head, new HeadPose(pan, 0), 64).face())
        .scale();
  }

  private static double eyeDistance(Head head, double pan) {
    DetectedFace face = RenderedFace.of(head, new HeadPose(pan, 0), 64).face();
    return face.rightEye().distanceTo(face.leftEye());
  }

  @Test
  void theTemplateKeepsTheSizeOfAFaceThatIsTurnedAside() {
    FaceKit kit = FaceKit.read(Kits.real(), 64);
    for (int number = 0; number < 4; number++) {
      Head head = kit.sitter(kit.person(1, number)).show(Expression.NEUTRAL, 0);
      for (double pan : new double[] {-45, -20, 20, 45}) {
        double ratio = scale(head, pan, Alignment.TEMPLATE) / scale(head, 0, Alignment.TEMPLATE);
        assertEquals(1, ratio, 0.06, "person " + number + ", pan " + pan);
      }
      double eyes = eyeDistance(head, 45) / eyeDistance(head, 0);
      assertTrue(eyes < 0.8, "the eyes' distance, to which the other alignment keeps: " + eyes);
    }
  }

  @Test
  void anOpenMouthDoesNotShrinkAFace() {
    FaceKit kit = FaceKit.read(Kits.real(), 64);
    FaceKit.Sitter sitter = kit.sitter(kit.person(1, 0));
    double neutral = scale(sitter.show(Expression.NEUTRAL, 0), 0, Alignment.TEMPLATE);
    for (Expression expression : Expression.values()) {
      double shown = scale(sitter.show(expression, 4), 0, Alignment.TEMPLATE);
      assertEquals(1, shown / neutral, 0.04, expression.toString());
    }
  }

  @Test
  void theTemplatesEyesAreWhereTheFramingPutsThem() {
    FaceAligner aligner = new FaceAligner(200, new Framing(0.4, 0.3, Alignment.TEMPLATE));
    Landmarks template = aligner.framing().template(200);
    assertEquals(0, template.rightEye().distanceTo(new Point2(70, 80)), 0.02);
    assertEquals(0, template.leftEye().distanceTo(new Point2(130, 80)), 0.02);
    // A face like the template is only moved.
    DetectedFace face =
        new DetectedFace(
                new Box(0, 0, 9, 9), 1, new Point2(0, 0), new Point2(1, 0), Optional.empty())
            .with(template.mapped(new Similarity(1, 0, 12, -7)));
    Similarity transform = aligner.transform(face);
    assertEquals(1, transform.scale(), 1e-9);
    assertEquals(0, transform.rotation(), 1e-9);
    assertEquals(-12, transform.tx(), 1e-9);
  }

  @Test
  void withoutLandmarksTheEyesServe() {
    DetectedFace face =
        new DetectedFace(
            new Box(0, 0, 90, 90), 1, new Point2(30, 40), new Point2(70, 44), Optional.empty());
    assertEquals(
        aligner(Alignment.EYES).transform(face), aligner(Alignment.TEMPLATE).transform(face));
    assertEquals(aligner(Alignment.EYES), new FaceAligner(SIDE, Framing.DEFAULT));
  }

  @Test
  void landmarksEyesWinOverThoseThatADetectorGuesses() {
    RenderedFace rendered = RenderedFace.of(drawn, HeadPose.FRONTAL, 90);
    DetectedFace face = rendered.face();
    DetectedFace shifted =
        new DetectedFace(
            face.box(), 1, new Point2(1, 1), new Point2(40, 9), Optional.empty(), face.landmarks());
    FaceAligner aligner = aligner(Alignment.EYES);
    assertEquals(aligner.transform(face), aligner.transform(shifted));
  }

  @Test
  void theEyesOfADetectorThatSeesAllPartsWin() {
    RenderedFace rendered = RenderedFace.of(drawn, HeadPose.FRONTAL, 90);
    DetectedFace face = rendered.face();
    Point2 nose = new Point2(45, 60);
    DetectedFace seen =
        new DetectedFace(
            face.box(),
            1,
            new Point2(30, 40),
            new Point2(60, 44),
            Optional.of(new DetectedFace.LowerFace(nose, new Point2(33, 70), new Point2(57, 72))));
    FaceAligner aligner = aligner(Alignment.EYES);
    assertEquals(
        aligner.transform(seen), aligner.transform(seen.with(face.landmarks().orElseThrow())));
  }
}
