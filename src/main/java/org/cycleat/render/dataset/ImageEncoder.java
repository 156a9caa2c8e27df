package org.cycleat.render.dataset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.cycleat.UserException;

/** Pictures as the bytes of a file. One thread uses it at a time. */
final class ImageEncoder {
  /** The formats that there are. */
  enum Format {
    JPG,
    PNG;

    static Format parse(String text) {
      try {
        return valueOf(text.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new UserException("unknown format " + text + " (--format): expected png or jpg", e);
      }
    }

    /** The ending of its files. */
    String ending() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final float QUALITY = 0.92f;

  private final ImageWriter writer;
  private final ImageWriteParam parameters;

  ImageEncoder(Format format) {
    writer = ImageIO.getImageWritersByFormatName(format.ending()).next();
    parameters = writer.getDefaultWriteParam();
    if (format == Format.JPG) {
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
    }
  }

  byte[] encode(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.setOutput(null);
    }
    return bytes.toByteArray();
  }
}
