package org.cycleat.render.wild;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.cycleat.UserException;

/**
 * A decoded image.
 *
 * @param rgb [height, width] sRGB 0xRRGGBB
 */
@SuppressWarnings("ArrayRecordComponent") // pixels by the ten thousand; never compared
record Photo(int width, int height, int[] rgb) {
  /** Of a larger image, only every n-th pixel is read, so that its shorter side has about this. */
  private static final int ENOUGH = 512;

  private static final long MOST_PIXELS = 400_000_000L;

  /**
   * @throws UserException naming the file, if it is no image that Java reads
   */
  static Photo read(Path file) {
    // Errors within decoders of damaged files are not all IOException.
    try (InputStream bytes = Files.newInputStream(file);
        ImageInputStream in = new MemoryCacheImageInputStream(bytes)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("not an image of a known format");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return of(decode(reader));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      throw new UserException(
          "cannot read the background image %s: %s; remove or replace it"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static BufferedImage decode(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > MOST_PIXELS) {
      throw new IOException("%d x %d pixels are too many".formatted(width, height));
    }
    int step = Math.max(1, Math.min(width, height) / ENOUGH);
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, param);
  }

  /** The sRGB values of an image; what is transparent counts as it is painted. */
  static Photo of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] rgb = new int[width * height];
    boolean isGrey =
        image.getRaster().getNumBands() == 1
            && image.getSampleModel().getSampleSize(0) == 8
            && !(image.getColorModel() instanceof IndexColorModel);
    if (isGrey) {
      // Java takes grey levels for linear light and would brighten them.
      image.getRaster().getSamples(0, 0, width, height, 0, rgb);
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] *= 0x010101;
      }
    } else {
      image.getRGB(0, 0, width, height, rgb, 0, width);
    }
    return new Photo(width, height, rgb);
  }
}
