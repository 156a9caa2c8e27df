package org.cycleat.render.wild;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** What a picture loses when it is kept as a JPEG file. */
final class Jpeg {
  private Jpeg() {}

  /**
   * Encoded and decoded again.
   *
   * @param photo each of its pixels is changed
   * @param isGrey the photo has no colours, and the file gets none
   * @param quality from 0 to 1
   */
  static Photo through(Photo photo, boolean isGrey, double quality) {
    try {
      byte[] file = encode(image(photo, isGrey), quality);
      ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
      try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
        reader.setInput(in, true, true);
        return Photo.of(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("JPEG in memory", e);
    }
  }

  private static BufferedImage image(Photo photo, boolean isGrey) {
    int type = isGrey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage image = new BufferedImage(photo.width(), photo.height(), type);
    if (isGrey) {
      byte[] levels = new byte[photo.rgb().length];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = (byte) photo.rgb()[i];
      }
      image.getRaster().setDataElements(0, 0, photo.width(), photo.height(), levels);
    } else {
      image.getRaster().setDataElements(0, 0, photo.width(), photo.height(), photo.rgb());
    }
    return image;
  }

  private static byte[] encode(BufferedImage image, double quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality((float) quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
