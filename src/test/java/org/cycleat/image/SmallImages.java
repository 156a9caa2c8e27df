package org.cycleat.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_BILEVEL;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_TIFF_COMPRESSION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Valid files of every format and of many kinds of each, a few hundred bytes to a few thousand. */
final class SmallImages {
  private static final int WIDTH = 21;
  private static final int HEIGHT = 13;

  private SmallImages() {}

  static List<byte[]> all() {
    List<byte[]> files = new ArrayList<>();
    try (Mat colour = picture(CV_8UC3);
        Mat grey = picture(CV_8UC1);
        Mat alpha = picture(CV_8UC4);
        Mat deep = picture(CV_16UC3)) {
      for (String format : List.of(".jpg", ".png", ".bmp", ".tif", ".webp")) {
        files.add(encode(format, colour));
        files.add(encode(format, grey));
      }
      files.add(encode(".jpg", colour, IMWRITE_JPEG_PROGRESSIVE, 1));
      files.add(encode(".jpg", colour, IMWRITE_JPEG_RST_INTERVAL, 1));
      files.add(encode(".png", alpha));
      files.add(encode(".png", deep));
      files.add(encode(".png", grey, IMWRITE_PNG_BILEVEL, 1));
      files.add(encode(".bmp", alpha));
      files.add(encode(".tif", deep));
      files.add(encode(".webp", alpha));
      files.add(encode(".webp", colour, IMWRITE_WEBP_QUALITY, 20));
      for (int compression : new int[] {1, 8, 32773}) { // none, deflate, PackBits
        files.add(encode(".tif", colour, IMWRITE_TIFF_COMPRESSION, compression));
      }
    }
    files.addAll(ofJava());
    for (String name :
        List.of(
            "upright.avif",
            "transposed.avif",
            "transparent.avif",
            "animated.avif",
            "grid-turned.heic",
            "transparent.heic",
            "cropped.heic",
            "animated.webp")) {
      files.add(resource(name));
    }
    return files;
  }

  /** Files that no library here can write. */
  static byte[] resource(String name) {
    try (InputStream in = Objects.requireNonNull(SmallImages.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Mat picture(int type) {
    Mat picture = new Mat(HEIGHT, WIDTH, type);
    byte[] bytes = new byte[(int) (picture.total() * picture.elemSize())];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * i / 7 + i);
    }
    try (BytePointer data = picture.data()) {
      data.put(bytes);
    }
    return picture;
  }

  static byte[] encode(String extension, Mat picture, int... options) {
    try (BytePointer encoded = new BytePointer();
        IntPointer parameters = new IntPointer(options)) {
      if (!imencode(extension, picture, encoded, parameters)) {
        throw new IllegalStateException("cannot encode " + extension);
      }
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }

  /** What OpenCV cannot write: palettes, run lengths, interlacing, tiles. */
  private static List<byte[]> ofJava() {
    BufferedImage colour = java(BufferedImage.TYPE_3BYTE_BGR);
    BufferedImage palette = java(BufferedImage.TYPE_BYTE_INDEXED);
    return List.of(
        write("png", palette, null, false),
        write("png", colour, "Deflate", true),
        write("gif", palette, null, false),
        write("bmp", palette, "BI_RLE8", false),
        write("bmp", palette, null, false),
        write("tiff", colour, "JPEG", false),
        write("tiff", colour, "LZW", true),
        write("tiff", java(BufferedImage.TYPE_BYTE_BINARY), "CCITT T.6", false),
        write("tiff", palette, "ZLib", true));
  }

  private static BufferedImage java(int type) {
    BufferedImage image = new BufferedImage(40, 33, type);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, (x * x * 5 + y * 997) * 0x010307);
      }
    }
    return image;
  }

  /**
   * Through ImageIO.
   *
   * @param special interlaced in a PNG, tiles in a TIFF
   */
  private static byte[] write(
      String format, BufferedImage image, String compression, boolean special) {
    ImageWriter writer = ImageIO.getImageWriters(new ImageTypeSpecifier(image), format).next();
    ImageWriteParam options = writer.getDefaultWriteParam();
    if (compression != null) {
      options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      options.setCompressionType(compression);
    }
    if (special && options.canWriteTiles()) {
      options.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
      options.setTiling(16, 16, 0, 0);
    } else if (special) {
      options.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
