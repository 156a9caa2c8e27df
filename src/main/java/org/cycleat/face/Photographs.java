package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.UserException;
import org.cycleat.dataset.Tree;

/** Photographs in files: 8-bit BGR when read, whatever the file holds. */
public final class Photographs {
  private static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp");

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

  /**
   * All images below a folder, at any depth, in the order of their paths.
   *
   * @throws UserException when a folder cannot be listed
   */
  public static List<Path> list(Path folder) {
    return list(
        folder,
        unreadable -> {
          throw unreadable;
        });
  }

  /**
   * All images below a folder, at any depth, in the order of their paths. Links are followed, but
   * not in circles.
   *
   * @param unreadable is told of each folder inside that cannot be listed, and is passed over
   * @throws UserException when the folder itself cannot be listed
   */
  public static List<Path> list(Path folder, Consumer<UserException> unreadable) {
    Tree tree = Tree.of(folder);
    tree.unreadable().stream()
        .map(entry -> new UserException(folder.resolve(entry.path()) + ": " + entry.problem()))
        .forEach(unreadable);
    return tree.images().stream().map(folder::resolve).toList();
  }

  /**
   * Reads an image upright (EXIF orientation applied), transparent parts over white.
   *
   * @return 8-bit BGR, which the caller closes
   * @throws UserException naming the file when there is none, it is no image, it is damaged or
   *     truncated, or it has more than 100 megapixels, which are refused before they are decoded
   */
  public static Mat read(Path file) {
    return decode(readBytes(file), file.toString());
  }

  /**
   * Reads an image from standard input, as {@link #read} does from a file.
   *
   * @throws UserException as there
   */
  public static Mat readStandardInput() {
    String name = "standard input";
    try {
      byte[] encoded = System.in.readNBytes((int) MOST_BYTES + 1);
      if (encoded.length > MOST_BYTES) {
        throw new UserException(
            "cannot read " + name + ": more than " + MOST_BYTES + " bytes, which are not read");
      }
      return decode(encoded, name);
    } catch (IOException e) {
      throw new UserException("cannot read " + name + ": " + e, e);
    }
  }

  /**
   * Decodes an image upright, as {@link #read} does.
   *
   * @param encoded a whole file of a format that can be read, whatever its name
   * @param name what errors call it
   * @return 8-bit BGR, which the caller closes
   * @throws UserException as {@link #read}
   */
  public static Mat decode(byte[] encoded, String name) {
    if (encoded.length == 0) {
      throw new UserException("cannot read " + name + ": it is empty");
    }
    return ImageDecoder.decode(encoded, name);
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
      long bytes = Files.size(file);
      if (bytes == 0) {
        throw new UserException("cannot read " + file + ": the file is empty");
      }
      if (bytes > MOST_BYTES) {
        throw new UserException(
            "cannot read " + file + ": " + bytes + " bytes; at most " + MOST_BYTES + " are read");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new UserException("no file at " + file + ": expected an image", e);
    } catch (IOException e) {
      throw new UserException("cannot read " + file + ": " + e, e);
    }
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
