package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.UserException;
import org.cycleat.image.ImageFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaceDetectorTest {
  private static final Path YUNET = Path.of("checkpoints/yunet_n_320_320.onnx");
  private static final Path PHOTOS = Path.of("../shared/data/photos");

  @TempDir Path folder;

  private static void assertNoYuNet(Path file) {
    UserException e = assertThrows(UserException.class, () -> FaceDetector.open(Optional.of(file)));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }

  @Test
  void otherFilesAreNoYuNet() throws IOException {
    assertNoYuNet(folder.resolve("missing.onnx"));
    assertNoYuNet(Files.createFile(folder.resolve("empty.onnx")));
    assertNoYuNet(Files.writeString(folder.resolve("text.onnx"), "a letter, not a network"));
    byte[] model = Files.readAllBytes(YUNET);
    for (int part = 1; part < 4; part++) {
      byte[] cut = Arrays.copyOf(model, model.length * part / 4);
      assertNoYuNet(Files.write(folder.resolve("cut" + part + ".onnx"), cut));
    }
  }

  @Test
  void picturesWithoutFaceGiveNone() {
    try (FaceDetector detector = FaceDetector.open(Optional.empty());
        Mat grey = new Mat(90, 130, CV_8UC3, Scalar.GRAY);
        Mat pixel = new Mat(1, 1, CV_8UC3, Scalar.WHITE);
        Mat strip = new Mat(2, 3000, CV_8UC3, Scalar.WHITE)) {
      assertEquals(List.of(), detector.detect(grey));
      assertEquals(List.of(), detector.detect(pixel));
      assertEquals(List.of(), detector.detect(strip));
    }
  }

  /** Sizes at which a pass of the network sees a strip of 32 pixels or less, and some more. */
  @ParameterizedTest
  @CsvSource({
    "300, 100", "728, 90", "468, 60", "1200, 150", "2048, 255", "80, 320", "1280, 32", "32, 1280",
    "9000, 600", "9000, 3", "1, 1", "2, 700", "256, 256", "1024, 31", "600, 64", "33, 33"
  })
  void yunetFindsNoFaceInPlainPictures(int width, int height) {
    try (FaceDetector detector = FaceDetector.open(Optional.empty())) {
      for (int grey : new int[] {0, 128, 255}) {
        try (Mat plain = new Mat(height, width, CV_8UC3, Scalar.all(grey))) {
          assertEquals(List.of(), detector.detect(plain));
        }
      }
    }
  }

  /** Whatever was in memory before: noise of any size gives what it gave before. */
  @Test
  void yunetFindsTheSameInNoiseEachTime() {
    Random random = new Random(5);
    try (FaceDetector one = FaceDetector.open(Optional.empty());
        FaceDetector other = FaceDetector.open(Optional.empty())) {
      for (int i = 0; i < 40; i++) {
        int width = (int) Math.exp(random.nextDouble() * Math.log(3000));
        int height = (int) Math.exp(random.nextDouble() * Math.log(300));
        byte[] values = new byte[3 * width * height];
        random.nextBytes(values);
        try (Mat noise = new Mat(height, width, CV_8UC3)) {
          noise.data().put(values);
          List<DetectedFace> first = one.detect(noise);
          // What is freed here is what the next one to ask for memory finds in it.
          new Mat(300, 400, CV_32FC1, Scalar.all(1e4 * i)).close();
          assertEquals(first, other.detect(noise), width + " x " + height);
        }
      }
    }
  }

  /** A rendered face of 200 pixels in wide and tall canvases, at their ends and in between. */
  @ParameterizedTest
  @CsvSource({"9000, 600", "3000, 256", "300, 4000", "5000, 1700", "2000, 260"})
  void yunetFindsFacesInPanoramas(int width, int height) {
    Path rendered = Path.of("demo/photos/images/S501/S501_HA04_000.jpg");
    assumeTrue(Files.exists(rendered));
    try (FaceDetector detector = FaceDetector.open(Optional.empty());
        Mat photograph = ImageFile.read(rendered);
        Size size = new Size(256, 256);
        Mat face = new Mat()) {
      org.bytedeco.opencv.global.opencv_imgproc.resize(photograph, face, size);
      Box usual = detector.detect(face).get(0).box();
      for (double place : new double[] {0, 0.13, 0.29, 0.5, 0.71, 1}) {
        int x = (int) (place * (width - 256));
        int y = (int) (place * (height - 256));
        try (Mat panorama = new Mat(height, width, CV_8UC3, Scalar.all(90));
            Rect rect = new Rect(x, y, 256, 256);
            Mat part = new Mat(panorama, rect)) {
          face.copyTo(part);
          List<DetectedFace> faces = detector.detect(panorama);
          assertEquals(1, faces.size(), "at " + x + ", " + y);
          Box expected = new Box(x + usual.x(), y + usual.y(), usual.width(), usual.height());
          double overlap = faces.get(0).box().overlap(expected);
          assertTrue(overlap > 0.6, faces.get(0).box() + " for " + expected);
        }
      }
    }
  }

  @Test
  void onlyBgrIsTaken() {
    try (FaceDetector detector = FaceDetector.open(Optional.empty());
        Mat empty = new Mat();
        Mat grey = new Mat(90, 130, CV_8UC1, Scalar.GRAY)) {
      assertThrows(IllegalArgumentException.class, () -> detector.detect(empty));
      assertThrows(IllegalArgumentException.class, () -> detector.detect(grey));
      assertThrows(IllegalArgumentException.class, () -> detector.detect(null));
    }
  }

  private static List<DetectedFace> detect(FaceDetector detector, String photo) {
    try (Mat bgr = ImageFile.read(PHOTOS.resolve(photo))) {
      List<DetectedFace> faces = detector.detect(bgr);
      for (DetectedFace face : faces) {
        assertEquals(face.box(), face.box().clip(bgr.cols(), bgr.rows()));
        assertTrue(face.rightEye().x() < face.leftEye().x(), face.toString());
        assertTrue(face.score() > 0 && face.score() <= 1, face.toString());
      }
      return faces;
    }
  }

  @Test
  void facesOfPhotographsAreFoundOnce() {
    assumeTrue(Files.isDirectory(PHOTOS));
    try (FaceDetector detector = FaceDetector.open(Optional.empty())) {
      assertEquals(5, detect(detector, "multi_face.jpg").size());
      assertEquals(1, detect(detector, "single_face.jpg").size());
      assertEquals(1, detect(detector, "Image_with_alpha.png").size());
      assertEquals(0, detect(detector, "free-mountain-vector-01.jpg").size());
    }
  }

  /** The same face at sizes from a thumbnail to a large photograph. */
  @ParameterizedTest
  @ValueSource(ints = {60, 110, 350, 2400})
  void yunetFindsAFaceThatFillsThePicture(int side) {
    assumeTrue(Files.isDirectory(PHOTOS));
    try (FaceDetector detector = FaceDetector.open(Optional.empty());
        Mat photograph = ImageFile.read(PHOTOS.resolve("single_face.jpg"));
        Rect around = new Rect(160, 130, 240, 290);
        Mat part = new Mat(photograph, around);
        Mat crop = new Mat();
        Size size = new Size(side, side * 290 / 240)) {
      org.bytedeco.opencv.global.opencv_imgproc.resize(part, crop, size);
      List<DetectedFace> faces = detector.detect(crop);
      assertEquals(1, faces.size());
      double scale = side / 240.0;
      assertEquals((228 - 160) * scale, faces.get(0).rightEye().x(), 12 * scale);
      assertEquals((239 - 130) * scale, faces.get(0).rightEye().y(), 12 * scale);
      assertTrue(faces.get(0).lowerFace().isPresent());
    }
  }
}
