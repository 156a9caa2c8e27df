package org.cycleat.face;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LandmarkErrorTest {
  private static final Landmarks FACE = Faces.frontal(50, 60, 20);

  private static DetectedFace detected(double dx, double dy) {
    Similarity moved = new Similarity(1, 0, dx, dy);
    Landmarks at = FACE.mapped(moved);
    return new DetectedFace(
        new Box(20, 40, 60, 70),
        1,
        at.rightEye(),
        at.leftEye(),
        Optional.of(
            new DetectedFace.LowerFace(
                at.noseTip(), at.rightMouthCorner(), FACE.leftMouthCorner())));
  }

  @Test
  void fivePointsAreMeasuredByTheDistanceBetweenTheEyes() {
    // four points 5 off, the last one not at all; eyes 20 apart
    assertEquals(0.2, LandmarkError.ofFive(FACE, detected(3, -4)), 1e-9);
  }

  @Test
  void aMirrorImageThatAgreesHasNoError() {
    DetectedFace face = detected(0, 0);
    // as wide as 100, the face is its own mirror image
    assertEquals(0, LandmarkError.ofMirrored(face, 100, face), 1e-9);
    assertEquals(0.1, LandmarkError.ofMirrored(face, 102, face), 1e-9);
  }

  @Test
  void allPointsAreMeasuredByTheTruth() {
    Landmarks moved = FACE.mapped(new Similarity(1, 0, 0, 2));
    assertEquals(0.1, LandmarkError.ofAll(moved, FACE), 1e-9);
    // in a profile the eyes' distance would vanish; the size of the face does not
    Landmarks narrow =
        new Landmarks(
            FACE.points().stream().map(p -> new Point2(50 + (p.x() - 50) / 20, p.y())).toList());
    double side = LandmarkCrop.of(narrow).side();
    assertEquals(0.23 * side, LandmarkError.unit(narrow), 1e-9);
  }

  @Test
  void quantilesLieBetweenTheValues() {
    LandmarkError error = new LandmarkError(List.of(0.4, 0.1, 0.2));
    assertEquals(0.2, error.quantile(0.5), 1e-12);
    assertEquals(0.3, error.quantile(0.75), 1e-12);
    assertEquals(0.7 / 3, error.mean(), 1e-12);
    assertEquals(Double.NaN, new LandmarkError(List.of()).quantile(0.5));
    assertEquals("median 20.00 %, mean 23.33 %, 95 % of 3 faces below 38.00 %", error.toString());
  }
}
