package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GazeTest {
  /** Each eye at its place, all in its middle but a pupil in front and a point as far behind. */
  private static float[] eyes() {
    float[] positions = new float[3 * KitPart.vertexCount()];
    put(positions, KitPart.LEFT_EYE, 3, 1.5f);
    put(positions, KitPart.LEFT_IRIS, 3, 1);
    put(positions, KitPart.RIGHT_EYE, -3, 1.5f);
    put(positions, KitPart.RIGHT_IRIS, -3, 1);
    return positions;
  }

  private static void put(float[] positions, KitPart part, float x, float depth) {
    for (int v = part.firstVertex(); v <= part.lastVertex(); v++) {
      int front = v - part.firstVertex();
      positions[3 * v] = x;
      positions[3 * v + 1] = 4;
      positions[3 * v + 2] = 8 + (front == 0 ? depth : front == 1 ? -depth : 0);
    }
  }

  private static void assertPupil(float[] positions, KitPart part, double... expected) {
    for (int i = 0; i < 3; i++) {
      assertEquals(expected[i], positions[3 * part.firstVertex() + i], 1e-5, part + ", " + i);
    }
  }

  @Test
  void eyesTurnByThirtyDegreesOfAWeightOfOne() {
    float[] positions = eyes();
    // to the own left, which is +x: the left eye out and the right eye in
    Gaze.turn(positions, Map.of("eyeLookOut_L", 1f, "eyeLookIn_R", 1f, "jawOpen", 1f));
    assertPupil(positions, KitPart.LEFT_EYE, 3 + 1.5 * 0.5, 4, 8 + 1.5 * 0.866025);
    assertPupil(positions, KitPart.LEFT_IRIS, 3.5, 4, 8.866025);
    assertPupil(positions, KitPart.RIGHT_EYE, -3 + 1.5 * 0.5, 4, 8 + 1.5 * 0.866025);
    int behind = 3 * (KitPart.LEFT_EYE.firstVertex() + 1);
    assertEquals(3 - 1.5 * 0.5, positions[behind], 1e-5, "about the middle");
  }

  @Test
  void eachEyeFollowsItsOwnShapes() {
    float[] positions = eyes();
    // 15 degrees up: the sine is 0.258819; down by 30 degrees and in, that is to +x, by 30 degrees
    Gaze.turn(positions, Map.of("eyeLookUp_L", 0.5f, "eyeLookDown_R", 1f, "eyeLookIn_R", 1f));
    assertPupil(positions, KitPart.LEFT_EYE, 3, 4 + 1.5 * 0.258819, 8 + 1.5 * 0.965926);
    double forward = 1.5 * 0.866025;
    assertPupil(
        positions, KitPart.RIGHT_EYE, -3 + forward * 0.5, 4 - 1.5 * 0.5, 8 + forward * 0.866025);
  }

  @Test
  void withoutGazeNothingMoves() {
    float[] positions = eyes();
    Gaze.turn(positions, Map.of("eyeWide_L", 1f, "eyeLookIn_L", 0.5f, "eyeLookOut_L", 0.5f));
    assertArrayEquals(eyes(), positions);
  }
}
