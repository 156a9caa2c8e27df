package org.cycleat.render;

import java.awt.image.BufferedImage;
import org.cycleat.render.mesh.Colour;
import org.cycleat.render.mesh.Srgb;

/**
 * A picture in linear light, with what share of each pixel it covers.
 *
 * @param pixels [height, width, 4] red, green, blue and coverage in [0, 1], top row first; colours
 *     are multiplied by the coverage already
 */
@SuppressWarnings("ArrayRecordComponent") // pixels by the ten thousand; never compared
public record Raster(int width, int height, float[] pixels) {
  public Raster {
    if (width < 1 || height < 1 || pixels.length != (long) width * height * 4) {
      throw new IllegalArgumentException(
          "expected [%d, %d, 4] numbers, got %d".formatted(height, width, pixels.length));
    }
  }

  /** Nothing at all. */
  public static Raster empty(int width, int height) {
    return new Raster(width, height, new float[4 * width * height]);
  }

  /** A picture of one colour. */
  public static Raster filled(int width, int height, Colour colour) {
    Raster raster = empty(width, height);
    for (int at = 0; at < raster.pixels.length; at += 4) {
      raster.pixels[at] = colour.red();
      raster.pixels[at + 1] = colour.green();
      raster.pixels[at + 2] = colour.blue();
      raster.pixels[at + 3] = 1;
    }
    return raster;
  }

  /** This picture before another one of its size. */
  public Raster over(Raster behind) {
    if (behind.width != width || behind.height != height) {
      throw new IllegalArgumentException(
          "%d x %d over %d x %d".formatted(width, height, behind.width, behind.height));
    }
    float[] both = new float[pixels.length];
    for (int at = 0; at < both.length; at += 4) {
      float through = 1 - pixels[at + 3];
      for (int c = at; c < at + 4; c++) {
        both[c] = pixels[c] + through * behind.pixels[c];
      }
    }
    return new Raster(width, height, both);
  }

  /** The picture before a background of one colour, in sRGB. */
  public BufferedImage toImage(Colour background) {
    int[] rgb = new int[width * height];
    for (int i = 0; i < rgb.length; i++) {
      int at = 4 * i;
      float through = 1 - pixels[at + 3];
      rgb[i] =
          Srgb.toLevel(pixels[at] + through * background.red()) << 16
              | Srgb.toLevel(pixels[at + 1] + through * background.green()) << 8
              | Srgb.toLevel(pixels[at + 2] + through * background.blue());
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.getRaster().setDataElements(0, 0, width, height, rgb);
    return image;
  }
}
