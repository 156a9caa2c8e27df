package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
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
import org.cycleat.WholeFile;
import org.cycleat.dataset.Tree;

/** Photographs in files: which there are, and how they are written. */
public final class Photographs {
  private static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp");

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
      WholeFile.write(file, bytes);
    } catch (IOException e) {
      throw UserException.cannotWrite(file, e);
    }
  }
}
