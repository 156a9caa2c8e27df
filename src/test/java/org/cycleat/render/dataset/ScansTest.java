package org.cycleat.render.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cycleat.UserException;
import org.cycleat.face.Landmarks;
import org.cycleat.face.Point2;
import org.cycleat.render.Head;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScansTest {
  /** Of the picture from the front, in which the sheet of 160 x 200 has a frame of 220. */
  private static final double SCALE = 512 / 220.0;

  @TempDir Path folder;

  private static Head head(Path folder, Optional<LandmarkFinder> finder) {
    return new Scans(folder, finder).sittings(List.of(1)).get(0).showing().get().head(0);
  }

  /** The point of the mesh, of 9 x 9, that landmark i is nearest to. */
  private static int vertex(int i) {
    return i % 9 + 9 * (8 - i / 9);
  }

  /** A bit beside the vertices: the first is the sheet's upper left corner. */
  private static Point2 beside(int i) {
    int row = i / 9;
    double x = -80 + 20 * (i % 9) + 6;
    double y = 100 - 25 * row - 7;
    return new Point2(256 + SCALE * x, 256 - SCALE * y);
  }

  @Test
  void landmarksOfThePictureFromTheFrontBecomePointsOfTheMesh() throws IOException {
    List<BufferedImage> pictures = new ArrayList<>();
    LandmarkFinder finder =
        picture -> {
          pictures.add(picture);
          return Optional.of(
              new Landmarks(IntStream.range(0, 68).mapToObj(ScansTest::beside).toList()));
        };
    Head head = head(DrawnScans.models(folder, 1, 0), Optional.of(finder));
    assertEquals(IntStream.range(0, 68).mapToObj(ScansTest::vertex).toList(), head.landmarks());
    assertEquals(1, pictures.size());
    int red = pictures.get(0).getRGB(150, 300);
    assertTrue((red >> 16 & 0xff) > 3 * (red & 0xff), "upright, not mirrored");
  }

  @Test
  void withoutAFinderThereAreNone() throws IOException {
    assertEquals(List.of(), head(DrawnScans.models(folder, 1, 0), Optional.empty()).landmarks());
  }

  @Test
  void aScanInWhichNoFaceIsFoundIsNamed() throws IOException {
    Path scans = DrawnScans.models(folder, 1, 0);
    UserException e =
        assertThrows(
            UserException.class, () -> head(scans, Optional.of(picture -> Optional.empty())));
    assertTrue(e.getMessage().startsWith("no face found in a picture of " + scans), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }
}
