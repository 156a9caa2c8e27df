package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GivenFaceTest {
  private static final String POINTS =
      String.join(" ", Collections.nCopies(68, "1.5 -2 0")); // 68 times the same

  private static Optional<GivenFace> face(String... cells) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < cells.length; i += 2) {
      row.put(cells[i], cells[i + 1]);
    }
    return GivenFace.of(column -> row.getOrDefault(column, ""));
  }

  @Test
  void aRowTellsLandmarksOrABoxOrBothOrNothing() {
    String[] box = {"x", "-1.5", "y", "2", "width", "30", "height", "40.5"};
    GivenFace.Area area = new GivenFace.Area(-1.5, 2, 30, 40.5);
    assertEquals(Optional.empty(), face());
    assertEquals(Optional.empty(), face("x", "3", "y", "4", "width", "5"));
    assertEquals(new GivenFace(Optional.of(area), List.of()), face(box).orElseThrow());
    GivenFace points = face("landmarks", POINTS).orElseThrow();
    assertEquals(Optional.empty(), points.box());
    assertEquals(68, points.landmarks().size());
    assertEquals(new LandmarkColumn.Point(1.5, -2, false), points.landmarks().get(67));
  }

  @Test
  void aCropsBoxIsOfAnotherPicture() {
    String[] crop = {
      "x", "1", "y", "2", "width", "3", "height", "4", "source", "a.jpg", "landmarks", POINTS
    };
    assertEquals(Optional.empty(), face(crop).orElseThrow().box());
    assertEquals(68, face(crop).orElseThrow().landmarks().size());
  }

  private static void assertRefused(String reason, String... cells) {
    var e = assertThrows(IllegalArgumentException.class, () -> face(cells));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  @Test
  void whatIsWrongIsNamed() {
    assertRefused("3 numbers, expected", "landmarks", "1 2 3");
    assertRefused("a box of 0 x 4", "x", "1", "y", "2", "width", "0", "height", "4");
    assertRefused("left", "x", "left", "y", "2", "width", "1", "height", "4");
  }
}
