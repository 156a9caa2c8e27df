package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleGridTest {

  @TempDir Path folder;

  @Test
  void rowsAreFacesAndColumnsBatches() throws IOException {
    float[] source = new float[2 * 3 * 3 * 3];
    Arrays.fill(source, 0, 27, -1f);
    Arrays.fill(source, 27, 54, 1f);
    float[] generated = new float[54];
    // second image, pixel y = 1, x = 2: beyond the range, the middle, half
    generated[27 + 15] = 1.5f;
    generated[27 + 16] = 0f;
    generated[27 + 17] = -0.5f;
    BufferedImage grid = SampleGrid.draw(3, List.of(source, generated, source));
    Path file = folder.resolve("samples/step-7.png");
    SampleGrid.write(grid, file);
    BufferedImage read = ImageIO.read(file.toFile());
    assertEquals(3 * 3 + 2 * 2, read.getWidth());
    assertEquals(2 * 3 + 2, read.getHeight());
    assertEquals(0xff000000, read.getRGB(2, 2));
    assertEquals(0xffffffff, read.getRGB(3, 0), "the gap is white");
    assertEquals(0xff808080, read.getRGB(5, 0));
    assertEquals(0xff000000, read.getRGB(10, 0));
    assertEquals(0xffffffff, read.getRGB(0, 5));
    assertEquals(0xffff8040, read.getRGB(5 + 2, 5 + 1));
  }

  @Test
  void columnsAreTakenOutAndPutBesideEachOther() {
    float[] black = new float[2 * 3 * 3 * 3];
    Arrays.fill(black, -1f);
    float[] grey = new float[54];
    BufferedImage grid = SampleGrid.draw(3, List.of(black, grey, black));
    BufferedImage second = SampleGrid.column(grid, 3, 1);
    assertEquals(3, second.getWidth());
    assertEquals(8, second.getHeight());
    assertEquals(0xff808080, second.getRGB(0, 0));
    assertEquals(0xff808080, second.getRGB(2, 7));
    BufferedImage two = SampleGrid.beside(List.of(second, SampleGrid.column(grid, 3, 2)));
    assertEquals(8, two.getWidth());
    assertEquals(0xff808080, two.getRGB(2, 5));
    assertEquals(0xffffffff, two.getRGB(3, 0), "the gap is white");
    assertEquals(0xff000000, two.getRGB(5, 0));
  }

  @Test
  void refusesBatchesThatDoNotMatch() {
    assertThrows(IllegalArgumentException.class, () -> SampleGrid.draw(3, List.of()));
    assertThrows(IllegalArgumentException.class, () -> SampleGrid.draw(3, List.of(new float[26])));
    assertThrows(
        IllegalArgumentException.class,
        () -> SampleGrid.draw(3, List.of(new float[27], new float[54])));
  }

  @Test
  void aFolderThatCannotBeWrittenIsAnErrorOfTheUser() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    BufferedImage grid = SampleGrid.draw(1, List.of(new float[3]));
    var e = assertThrows(UserException.class, () -> SampleGrid.write(grid, file.resolve("a.png")));
    assertTrue(e.getMessage().startsWith("cannot write " + file), e.getMessage());
  }
}
