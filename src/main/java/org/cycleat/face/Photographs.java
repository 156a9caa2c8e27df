package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.UserException;

/** Photographs in files: 8-bit BGR when read, whatever the file holds. */
public final class Photographs {
  private static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp");

  private static final long MOST_PIXELS = 100_000_000;
  private static final long MOST_BYTES = 1L << 29;
  private static final int JPEG_QUALITY = 95;

  private Photographs() {}

  /** True for a file name that says it is an image of a kind that can be read and written. */
  public static boolean isImageName(Path file) {
    return EXTENSIONS.contains(extension(file));
  }

  /** The part of the name after its last dot in lower case, or nothing. */
  public static String extension(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** All images below a folder by name, at any depth, in the order of their paths. */
  public static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(Files::isRegularFile).filter(Photographs::isImageName).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new UserException("cannot list the images in " + folder + ": " + e, e);
    }
  }

  /**
   * Reads an image upright (EXIF orientation applied), transparent parts over white.
   *
   * @return 8-bit BGR, which the caller closes
   * @throws UserException naming the file when there is none, it is no image, it is damaged or
   *     truncated, or it has more than 100 megapixels, which are refused before they are decoded
   */
  public static Mat read(Path file) {
    return decode(file, readBytes(file));
  }

  /**
   * Reads an image from standard input, as {@link #read} does from a file.
   *
   * @throws UserException as there
   */
  public static Mat readStandardInput() {
    Path name = Path.of("standard input");
    try {
      byte[] encoded = System.in.readNBytes((int) MOST_BYTES + 1);
      requireSize(name, encoded.length);
      return decode(name, encoded);
    } catch (IOException e) {
      throw new UserException("cannot read " + name + ": " + e, e);
    }
  }

  private static Mat decode(Path file, byte[] encoded) {
    ImageHeader header;
    try {
      header = ImageHeader.of(encoded);
    } catch (IOException e) {
      throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
    }
    if (header.width() < 1 || header.height() < 1) {
      throw new UserException("cannot read " + file + ": its header states no size");
    }
    if (header.pixels() > MOST_PIXELS) {
      throw new UserException(
          String.format(
              Locale.ROOT,
              "cannot read %s: %d x %d pixels; at most 100 megapixels are read, so reduce it first",
              file,
              header.width(),
              header.height()));
    }
    try (Mat decoded = decode(file, encoded, header)) {
      requireReadable(file, decoded);
      if (decoded.depth() == CV_16U) {
        decoded.convertTo(decoded, CV_8U, 1 / 257.0, 0);
      }
      turnUpright(decoded, header.orientation());
      return toBgr(decoded);
    }
  }

  /**
   * A copy whose longer side has at most so many pixels.
   *
   * @param bgr 8-bit BGR
   * @return 8-bit BGR, which the caller closes
   */
  public static Mat reduced(Mat bgr, int longest) {
    double scale = Math.min(1, (double) longest / Math.max(bgr.cols(), bgr.rows()));
    Mat copy = new Mat();
    try (Size size =
        new Size(
            Math.max(1, (int) Math.round(bgr.cols() * scale)),
            Math.max(1, (int) Math.round(bgr.rows() * scale)))) {
      resize(bgr, copy, size, 0, 0, INTER_AREA);
    }
    return copy;
  }

  private static byte[] readBytes(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new UserException("cannot read " + file + ": it is a folder, expected an image");
      }
      requireSize(file, Files.size(file));
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new UserException("no file at " + file + ": expected an image", e);
    } catch (IOException e) {
      throw new UserException("cannot read " + file + ": " + e, e);
    }
  }

  private static void requireSize(Path file, long bytes) {
    if (bytes == 0) {
      throw new UserException("cannot read " + file + ": the file is empty");
    }
    if (bytes > MOST_BYTES) {
      throw new UserException(
          "cannot read " + file + ": more than " + MOST_BYTES + " bytes, which are not read");
    }
  }

  private static Mat decode(Path file, byte[] encoded, ImageHeader header) {
    // Alpha comes only with UNCHANGED; JPEG has none, and COLOR turns it upright and from CMYK.
    int mode = header.format() == ImageHeader.Format.JPEG ? IMREAD_COLOR : IMREAD_UNCHANGED;
    try (BytePointer bytes = new BytePointer(encoded);
        Mat data = new Mat(1, encoded.length, CV_8UC1, bytes)) {
      return imdecode(data, mode);
    } catch (RuntimeException e) { // how JavaCPP hands on an exception of OpenCV
      throw damaged(file, e);
    }
  }

  private static UserException damaged(Path file, RuntimeException cause) {
    return new UserException(
        "cannot read " + file + ": it is damaged, truncated or of a kind unknown to OpenCV", cause);
  }

  private static void requireReadable(Path file, Mat decoded) {
    if (decoded.empty()) {
      throw damaged(file, null);
    }
    int depth = decoded.depth();
    int channels = decoded.channels();
    if ((depth != CV_8U && depth != CV_16U) || channels == 2 || channels > 4) {
      throw new UserException(
          "cannot read "
              + file
              + ": expected 8 or 16 bits in each of 1, 3 or 4 channels; convert it to PNG first");
    }
  }

  /** Undoes an EXIF orientation: which transformation makes the stored image upright. */
  private static void turnUpright(Mat image, int orientation) {
    switch (orientation) {
      case 2 -> flip(image, image, 1);
      case 3 -> flip(image, image, -1);
      case 4 -> flip(image, image, 0);
      case 5 -> transpose(image, image);
      case 6 -> rotate(image, image, ROTATE_90_CLOCKWISE);
      case 7 -> {
        transpose(image, image);
        flip(image, image, -1);
      }
      case 8 -> rotate(image, image, ROTATE_90_COUNTERCLOCKWISE);
      default -> {}
    }
  }

  private static Mat toBgr(Mat image) {
    if (image.channels() == 4) {
      return overWhite(image);
    }
    Mat bgr = new Mat();
    if (image.channels() == 1) {
      cvtColor(image, bgr, COLOR_GRAY2BGR);
    } else {
      image.copyTo(bgr);
    }
    return bgr;
  }

  /** BGRA composited over white, row by row: as floats a large image would take gigabytes. */
  private static Mat overWhite(Mat bgra) {
    Mat bgr = new Mat(bgra.rows(), bgra.cols(), CV_8UC3);
    byte[] from = new byte[4 * bgra.cols()];
    byte[] to = new byte[3 * bgra.cols()];
    for (int y = 0; y < bgra.rows(); y++) {
      try (BytePointer source = bgra.ptr(y);
          BytePointer target = bgr.ptr(y)) {
        source.get(from);
        for (int x = 0; x < bgra.cols(); x++) {
          int alpha = from[4 * x + 3] & 0xff;
          for (int c = 0; c < 3; c++) {
            int value = from[4 * x + c] & 0xff;
            to[3 * x + c] = (byte) (255 - ((255 - value) * alpha + 127) / 255);
          }
        }
        target.put(to);
      }
    }
    return bgr;
  }

  /**
   * Writes a picture in the format of the file's extension, JPEG in quality 95, making its folder.
   *
   * @param bgr 8-bit BGR
   * @throws UserException when the place cannot be written
   */
  public static void write(Path file, Mat bgr) {
    if (!isImageName(file)) {
      throw new IllegalArgumentException("no image format for the extension of " + file);
    }
    try (BytePointer encoded = new BytePointer();
        IntPointer options = new IntPointer(IMWRITE_JPEG_QUALITY, JPEG_QUALITY)) {
      if (!imencode("." + extension(file), bgr, encoded, options)) {
        throw new IllegalArgumentException("OpenCV cannot encode " + file);
      }
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UserException("cannot write " + file + ": " + e + "; is the folder writable?", e);
    }
  }
}
