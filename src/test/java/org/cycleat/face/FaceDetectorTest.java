package org.cycleat.face;

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
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.UserException;
import org.cycleat.image.ImageFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceDetectorTest {
  private static final Path YUNET = Path.of("../shared/data/models/yunet_n_320_320.onnx");
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
    assumeTrue(Files.exists(YUNET));
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void facesOfPhotographsAreFoundOnce(boolean yunet) {
    assumeTrue(Files.exists(YUNET) && Files.isDirectory(PHOTOS));
    Optional<Path> model = yunet ? Optional.of(YUNET) : Optional.empty();
    try (FaceDetector detector = FaceDetector.open(model)) {
      // The cascade knows no tilted and no covered faces, and no sunglasses.
      assertEquals(yunet ? 5 : 4, detect(detector, "multi_face.jpg").size());
      assertEquals(1, detect(detector, "single_face.jpg").size());
      assertEquals(yunet ? 1 : 0, detect(detector, "Image_with_alpha.png").size());
      assertEquals(0, detect(detector, "free-mountain-vector-01.jpg").size());
    }
  }

  /** The same face at sizes from a thumbnail to a large photograph. */
  @ParameterizedTest
  @ValueSource(ints = {60, 110, 350, 2400})
  void yunetFindsAFaceThatFillsThePicture(int side) {
    assumeTrue(Files.exists(YUNET) && Files.isDirectory(PHOTOS));
    try (FaceDetector detector = FaceDetector.open(Optional.of(YUNET));
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
