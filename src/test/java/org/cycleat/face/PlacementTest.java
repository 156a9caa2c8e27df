package org.cycleat.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cycleat.face.Placement.Side;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final Box LABEL = new Box(0, 0, 60, 20);
  private static final Box PANEL = new Box(0, 0, 80, 90);

  private static Placement of(Box... faces) {
    return new Placement(640, 480, List.of(faces));
  }

  @Test
  void aLabelIsAboveItsFaceAndAPanelToTheRight() {
    Placement placement = of(new Box(200, 100, 120, 150));
    assertEquals(Optional.of(new Box(200, 80, 60, 20)), placement.touching(0, LABEL, Side.ABOVE));
    assertEquals(Optional.of(new Box(320, 100, 80, 90)), placement.touching(0, PANEL, Side.BESIDE));
    assertEquals(new Box(0, 0, 640, 480), placement.canvas());
  }

  @Test
  void theNextPlaceIsTakenWhereTheFirstIsNotFree() {
    Placement top = of(new Box(200, 10, 120, 150));
    assertEquals(Optional.of(new Box(200, 160, 60, 20)), top.touching(0, LABEL, Side.ABOVE));
    Placement right = of(new Box(500, 100, 120, 150), new Box(420, 100, 30, 30));
    assertEquals(
        Optional.of(new Box(420, 160, 80, 90)), right.touching(0, PANEL, Side.BESIDE), "lower");
    Placement corner = of(new Box(600, 0, 40, 40));
    assertEquals(
        Optional.of(new Box(580, 40, 60, 20)),
        corner.touching(0, LABEL, Side.ABOVE),
        "moved into the picture");
  }

  @Test
  void aPlateThatIsLargerThanThePictureHasNoPlaceInIt() {
    Placement placement = new Placement(50, 400, List.of(new Box(10, 200, 20, 20)));
    assertEquals(Optional.empty(), placement.touching(0, LABEL, Side.ABOVE));
    Box plate = placement.nearest(0, LABEL, Side.ABOVE);
    assertEquals(0, plate.intersection(new Box(10, 200, 20, 20)));
    assertEquals(new Box(0, 0, 50, 400).around(plate), placement.canvas());
  }

  /** The face fills the picture: above it is as near as below, and comes first. */
  @Test
  void theCanvasGrowsByAsLittleAsItTakes() {
    Placement placement = of(new Box(0, 0, 640, 480));
    assertEquals(new Box(0, -20, 60, 20), placement.nearest(0, LABEL, Side.ABOVE));
    assertEquals(
        new Box(560, -90, 80, 90),
        placement.nearest(0, PANEL, Side.BESIDE),
        "70 more beside the label, 80 more to the right");
    assertEquals(new Box(0, -90, 640, 570), placement.canvas());
  }

  @Test
  void insideItsOwnBoxALabelKeepsAwayFromTheFrame() {
    Placement placement = of(new Box(0, 0, 640, 480), new Box(0, 0, 100, 100));
    assertEquals(
        Optional.of(new Box(4, 456, 60, 20)), placement.within(0, LABEL, 4), "below the other");
    assertEquals(Optional.empty(), placement.within(1, LABEL, 4), "the other face is around it");
    assertEquals(Optional.empty(), of(new Box(0, 0, 60, 60)).within(0, LABEL, 1), "too narrow");
  }

  /** Layouts of 1 to 40 faces of all sizes, at the edges too, some of them over each other. */
  @Test
  void nothingIsEverCovered() {
    Random random = new Random(3);
    for (int trial = 0; trial < 400; trial++) {
      int width = 20 + random.nextInt(1200);
      int height = 20 + random.nextInt(900);
      List<Box> faces = faces(random, width, height);
      Placement placement = new Placement(width, height, faces);
      boolean grows = trial % 2 == 0;
      List<Box> plates = new ArrayList<>();
      for (int i = 0; i < faces.size(); i++) {
        Box size = new Box(0, 0, 40 + random.nextInt(150), 12 + random.nextInt(20));
        Optional<Box> label = placement.touching(i, size, Side.ABOVE);
        if (label.isEmpty() && grows) {
          label = Optional.of(placement.nearest(i, size, Side.ABOVE));
        }
        label.ifPresent(plates::add);
      }
      for (int i = 0; i < faces.size(); i++) {
        Box size = new Box(0, 0, 80 + random.nextInt(90), 60 + random.nextInt(90));
        Optional<Box> panel = placement.touching(i, size, Side.BESIDE);
        if (panel.isEmpty() && grows) {
          panel = Optional.of(placement.nearest(i, size, Side.BESIDE));
        }
        panel.ifPresent(plates::add);
      }
      assertTrue(!grows || plates.size() == 2 * faces.size(), "each has its place");
      assertNoneCovers(plates, faces);
      Box canvas = placement.canvas();
      plates.forEach(plate -> assertTrue(canvas.contains(plate)));
      assertTrue(grows || canvas.equals(new Box(0, 0, width, height)));
    }
  }

  private static List<Box> faces(Random random, int width, int height) {
    List<Box> faces = new ArrayList<>();
    for (int n = 1 + random.nextInt(40); n > 0; n--) {
      int side = 1 + random.nextInt(Math.max(1, Math.min(width, height) / (1 + random.nextInt(8))));
      int x = random.nextInt(width) - side / 2;
      int y = random.nextInt(height) - side / 2;
      faces.add(new Box(x, y, side, side).clip(width, height));
    }
    return faces;
  }

  private static void assertNoneCovers(List<Box> plates, List<Box> faces) {
    for (int i = 0; i < plates.size(); i++) {
      Box plate = plates.get(i);
      faces.forEach(face -> assertEquals(0, plate.intersection(face), plate + " over " + face));
      for (int j = 0; j < i; j++) {
        assertEquals(0, plate.intersection(plates.get(j)), plate + " over " + plates.get(j));
      }
    }
  }
}
