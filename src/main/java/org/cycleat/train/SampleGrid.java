package org.cycleat.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cycleat.PngBytes;
import org.cycleat.UserException;
import org.cycleat.WholeFile;

/** Batches of images beside each other: row n has the n-th image of each batch. */
public final class SampleGrid {
  private static final int GAP = 2;
  private static final int WHITE = 0xffffff;

  private SampleGrid() {}

  /**
   * @param side of an image in pixels, S
   * @param columns batches [N, S, S, 3] in [-1, 1], such as source, generated, cycled; the same N
   */
  public static BufferedImage draw(int side, List<float[]> columns) {
    int size = side * side * 3;
    int rows = columns.isEmpty() ? 0 : columns.get(0).length / size;
    for (float[] column : columns) {
      if (rows == 0 || column.length != rows * size) {
        throw new IllegalArgumentException(
            "expected %d images of %d numbers, got %d".formatted(rows, size, column.length));
      }
    }
    if (rows == 0) {
      throw new IllegalArgumentException("a grid needs an image");
    }
    int pitch = side + GAP;
    BufferedImage grid = white(columns.size() * pitch - GAP, rows * pitch - GAP);
    for (int x = 0; x < columns.size(); x++) {
      for (int y = 0; y < rows; y++) {
        int[] rgb = rgb(columns.get(x), y * size, side * side);
        grid.setRGB(x * pitch, y * pitch, side, side, rgb, 0, side);
      }
    }
    return grid;
  }

  /**
   * One column of a grid.
   *
   * @param grid as {@link #draw} made it
   * @param columns how many it has
   * @param index of the column wanted, from 0
   */
  public static BufferedImage column(BufferedImage grid, int columns, int index) {
    int pitch = (grid.getWidth() + GAP) / columns;
    return grid.getSubimage(index * pitch, 0, pitch - GAP, grid.getHeight());
  }

  /** Columns of one size beside each other, as in a grid. */
  public static BufferedImage beside(List<BufferedImage> columns) {
    int side = columns.get(0).getWidth();
    int height = columns.get(0).getHeight();
    BufferedImage grid = white(columns.size() * (side + GAP) - GAP, height);
    for (int x = 0; x < columns.size(); x++) {
      int[] rgb = columns.get(x).getRGB(0, 0, side, height, null, 0, side);
      grid.setRGB(x * (side + GAP), 0, side, height, rgb, 0, side);
    }
    return grid;
  }

  private static BufferedImage white(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] background = new int[width * height];
    Arrays.fill(background, WHITE);
    image.setRGB(0, 0, width, height, background, 0, width);
    return image;
  }

  /** Writes a PNG that is whole or not there. */
  public static void write(BufferedImage grid, Path file) {
    try {
      WholeFile.write(file, PngBytes.of(grid));
    } catch (IOException e) {
      throw UserException.cannotWrite(file, e);
    }
  }

  private static int[] rgb(float[] values, int from, int pixels) {
    int[] rgb = new int[pixels];
    for (int i = 0; i < pixels; i++) {
      int at = from + 3 * i;
      rgb[i] = level(values[at]) << 16 | level(values[at + 1]) << 8 | level(values[at + 2]);
    }
    return rgb;
  }

  private static int level(float value) {
    return Math.round((Math.max(-1f, Math.min(1f, value)) + 1f) * 127.5f);
  }
}
