package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;

class FacialMovementTest {

  /** As render writes them: shapes of both sides, of the middle, eyes, pose in degrees. */
  private static Map<String, String> columns() {
    Map<String, String> columns = new HashMap<>();
    for (FacialMovement movement : FacialMovement.values()) {
      movement.shapes(1).keySet().forEach(shape -> columns.put(shape, "0"));
      movement.shapes(-1).keySet().forEach(shape -> columns.put(shape, "0"));
    }
    columns.put("jawOpen", "0.4");
    columns.put("mouthSmile_L", "1");
    columns.put("mouthSmile_R", "0.5");
    columns.put("eyeLookOut_L", "0.3");
    columns.put("eyeLookIn_R", "0.3");
    columns.put("eyeLookDown_L", "0.25");
    columns.put("eyeLookDown_R", "0.25");
    columns.put("pan", "-45");
    columns.put("tilt", "15");
    return columns;
  }

  private static Sample face(Map<String, String> columns) {
    return new Sample(Path.of("face.png"), 0, "", "", columns);
  }

  private static float of(float[] row, FacialMovement movement) {
    return row[List.of(FacialMovement.values()).indexOf(movement)];
  }

  @Test
  void sidesCountAsTheirMeanAndThePoseInUnitsOfThirtyDegrees() {
    float[] row = FacialMovement.of(face(columns()));
    assertEquals(FacialMovement.values().length, row.length);
    assertEquals(0.4f, of(row, FacialMovement.JAW_OPEN));
    assertEquals(0.75f, of(row, FacialMovement.MOUTH_SMILE));
    assertEquals(0.3f, of(row, FacialMovement.GAZE_LEFT));
    assertEquals(-0.25f, of(row, FacialMovement.GAZE_UP));
    assertEquals(-1.5f, of(row, FacialMovement.PAN));
    assertEquals(0.5f, of(row, FacialMovement.TILT));
    assertEquals(0, of(row, FacialMovement.BROW_DOWN));
  }

  @Test
  void unitsAreNamedByTheirNumberInFacs() {
    assertEquals("AU12", FacialMovement.MOUTH_SMILE.unit());
    assertEquals("AU04", FacialMovement.BROW_DOWN.unit());
    assertEquals(26, FacialMovement.JAW_OPEN.number());
    assertEquals(
        List.of(FacialMovement.GAZE_LEFT, FacialMovement.PAN),
        Arrays.stream(FacialMovement.values()).filter(FacialMovement::isMirrored).toList());
  }

  @Test
  void movementsAreShownByTheKitsShapes() {
    assertEquals(Map.of("jawOpen", 0.4), FacialMovement.JAW_OPEN.shapes(0.4));
    assertEquals(
        Map.of("mouthSmile_L", 0.5, "mouthSmile_R", 0.5), FacialMovement.MOUTH_SMILE.shapes(0.5));
    assertEquals(
        Map.of(
            "cheekRaiser_L",
            0.5,
            "cheekRaiser_R",
            0.5,
            "cheekSquint_L",
            0.25,
            "cheekSquint_R",
            0.25),
        FacialMovement.CHEEK_RAISER.shapes(0.5));
    assertEquals(
        Map.of("mouthRollLower", 0.5, "mouthRollUpper", 0.5),
        FacialMovement.MOUTH_ROLL.shapes(0.5));
    assertEquals(
        Map.of("eyeLookIn_L", 0.2, "eyeLookOut_R", 0.2), FacialMovement.GAZE_LEFT.shapes(-0.2));
    assertEquals(
        Map.of("eyeLookOut_L", 0.2, "eyeLookIn_R", 0.2), FacialMovement.GAZE_LEFT.shapes(0.2));
    assertEquals(
        Map.of("eyeLookDown_L", 0.2, "eyeLookDown_R", 0.2), FacialMovement.GAZE_UP.shapes(-0.2));
    assertEquals(
        Map.of("eyeLookUp_L", 0.2, "eyeLookUp_R", 0.2), FacialMovement.GAZE_UP.shapes(0.2));
    assertEquals(Map.of(), FacialMovement.PAN.shapes(1));
    assertEquals(Map.of(), FacialMovement.TILT.shapes(1));
  }

  @Test
  void whatIsMissingIsNamed() {
    for (String column : new String[] {"jawOpen", "pan", "mouthSmile_R", "eyeLookUp_L"}) {
      Map<String, String> columns = columns();
      columns.put(column, "much");
      assertTrue(
          assertThrows(UserException.class, () -> FacialMovement.of(face(columns)))
              .getMessage()
              .contains("face.png has no number in the column " + column + " "),
          column);
    }
  }
}
