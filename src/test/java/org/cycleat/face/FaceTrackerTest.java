package org.cycleat.face;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaceTrackerTest {
  private static final long FRAME = 40_000; // microseconds

  private final FaceTracker tracker = new FaceTracker();

  private List<Integer> update(long time, Box... boxes) {
    return tracker.update(List.of(boxes), time);
  }

  @Test
  void aFaceThatMovesKeepsItsNumber() {
    for (int i = 0; i < 20; i++) {
      assertEquals(List.of(1), update(i * FRAME, new Box(10 + 12 * i, 20, 50, 60)));
    }
  }

  @Test
  void twoFacesKeepTheirNumbersInWhateverOrderTheyAreFound() {
    Box left = new Box(10, 20, 50, 60);
    Box right = new Box(200, 25, 40, 50);
    assertEquals(List.of(1, 2), update(0, left, right));
    assertEquals(List.of(2, 1), update(FRAME, right, left));
    assertEquals(List.of(2), update(2 * FRAME, right));
  }

  @Test
  void facesThatPassEachOtherAreToldApartByTheirMotion() {
    // They meet at frame 10, where each is nearer to the other's last place than to its own.
    for (int i = 0; i < 20; i++) {
      Box rightwards = new Box(10 * i, 100, 40, 50);
      Box leftwards = new Box(195 - 10 * i, 104, 40, 50);
      assertEquals(List.of(1, 2), update(i * FRAME, rightwards, leftwards), "frame " + i);
    }
  }

  @Test
  void aFaceThatIsUnseenForLessThanASecondIsTheSame() {
    assertEquals(List.of(1), update(0, new Box(10, 20, 50, 60)));
    assertEquals(List.of(), update(500_000));
    assertEquals(List.of(1), update(900_000, new Box(12, 22, 50, 60)));
  }

  @Test
  void afterMoreThanASecondItIsAnother() {
    assertEquals(List.of(1), update(0, new Box(10, 20, 50, 60)));
    assertEquals(List.of(), update(500_000));
    assertEquals(List.of(2), update(1_100_000, new Box(10, 20, 50, 60)));
  }

  @Test
  void aFaceOfAnotherSizeOrPlaceIsAnother() {
    assertEquals(List.of(1), update(0, new Box(10, 20, 50, 60)));
    assertEquals(List.of(2), update(FRAME, new Box(-15, -10, 100, 120))); // same centre
    assertEquals(List.of(3), update(2 * FRAME, new Box(300, 20, 50, 60)));
  }

  @Test
  void theNearerOfTwoFacesTakesTheNumber() {
    assertEquals(List.of(1), update(0, new Box(10, 20, 50, 60)));
    assertEquals(List.of(2, 1), update(FRAME, new Box(30, 20, 50, 60), new Box(11, 20, 50, 60)));
  }

  /** Of every hundredth frame, say: no frame between them was looked at, so no face was missed. */
  @Test
  void framesThatAreFarApartFollowEachOther() {
    FaceTracker tracker = new FaceTracker();
    Box left = new Box(10, 10, 50, 60);
    Box right = new Box(300, 10, 50, 60);
    assertEquals(List.of(1, 2), tracker.update(List.of(left, right), 0));
    assertEquals(List.of(2, 1), tracker.update(List.of(right, left), 4_000_000));
    assertEquals(List.of(1), tracker.update(List.of(left), 8_000_000));
    assertEquals(List.of(1, 3), tracker.update(List.of(left, right), 12_000_000));
  }
}
