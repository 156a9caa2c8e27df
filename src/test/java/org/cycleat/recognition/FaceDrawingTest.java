package org.cycleat.recognition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.cycleat.export.ServingInfo;
import org.cycleat.face.Box;
import org.junit.jupiter.api.Test;

class FaceDrawingTest {
  private static final FaceDrawing DRAWING =
      new FaceDrawing(
          List.of(new ServingInfo.Label("AN", "anger"), new ServingInfo.Label("HA", "happiness")),
          false);

  private static Face face(int left) {
    return new Face(
        1,
        new Box(left, 200, 100, 100),
        1,
        Optional.empty(),
        "AN",
        Map.of("AN", 0.75, "HA", 0.25),
        Optional.empty());
  }

  private static byte[] drawn(Optional<String> truth, Face... faces) {
    try (Scalar grey = new Scalar(90, 90, 90, 0);
        Mat photograph = new Mat(600, 900, org.bytedeco.opencv.global.opencv_core.CV_8UC3, grey);
        Mat drawn = DRAWING.photograph(photograph, List.of(faces), truth)) {
      byte[] bytes = new byte[Math.toIntExact(drawn.total() * 3)];
      drawn.data().get(bytes);
      return bytes;
    }
  }

  @Test
  void theTruthStandsBesideWhatWasRecognised() {
    byte[] without = drawn(Optional.empty(), face(100));
    assertFalse(Arrays.equals(without, drawn(Optional.of("HA"), face(100))));
    assertFalse(
        Arrays.equals(drawn(Optional.of("AN"), face(100)), drawn(Optional.of("HA"), face(100))));
  }

  @Test
  void ofTwoFacesNobodyKnowsWhichShowsIt() {
    assertArrayEquals(
        drawn(Optional.empty(), face(100), face(500)),
        drawn(Optional.of("HA"), face(100), face(500)));
  }
}
