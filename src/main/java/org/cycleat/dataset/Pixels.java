package org.cycleat.dataset;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.cycleat.PngBytes;

/** A grey square image that a list holds as numbers, row by row from the top. */
public final class Pixels {
  private static final int BRIGHTEST = 255;

  private final int side;
  private final byte[] grey;

  private Pixels(int side, byte[] grey) {
    this.side = side;
    this.grey = grey;
  }

  /**
   * Reads numbers from 0 to 255, apart by blanks.
   *
   * @throws IllegalArgumentException that says what was found instead
   */
  static Pixels parse(String cell) {
    String[] numbers = cell.isBlank() ? new String[0] : cell.strip().split("\\s+", -1);
    int side = (int) Math.round(Math.sqrt(numbers.length));
    if (side == 0 || side * side != numbers.length) {
      throw new IllegalArgumentException(
          "%d pixels, expected those of a square, such as 48 x 48".formatted(numbers.length));
    }
    byte[] grey = new byte[numbers.length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) grey(numbers[i]);
    }
    return new Pixels(side, grey);
  }

  private static int grey(String number) {
    try {
      int grey = Integer.parseInt(number);
      if (grey >= 0 && grey <= BRIGHTEST) {
        return grey;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException("the pixel '" + number + "', expected 0 to 255");
  }

  /** The image as an 8-bit grey PNG. */
  public byte[] png() {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, side, side, grey);
    return PngBytes.of(image);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pixels that && Arrays.equals(grey, that.grey);
  }

  /** The same for the same pixels, on every machine. */
  @Override
  public int hashCode() {
    return Arrays.hashCode(grey);
  }
}
