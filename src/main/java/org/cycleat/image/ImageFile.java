package org.cycleat.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;

/**
 * An image file that was found whole by its structure, not yet decoded.
 *
 * <p>The format is told by the content, never by the name. Pixels are upright 8-bit BGR, whatever
 * the file holds: EXIF's orientation is undone, 16 bits are scaled to 8, CMYK is converted, and
 * what is transparent lies over white. The first picture of several counts.
 */
public final class ImageFile {
  /** Larger images are not read, here and in whatever else decodes. */
  public static final int MOST_PIXELS = (int) ImageHeader.MOST_PIXELS;

  private static final int MOST_BYTES = 500_000_000;

  private final String name;
  private final byte[] encoded;
  private final ImageHeader header;

  private ImageFile(String name, byte[] encoded) {
    if (encoded.length > MOST_BYTES) {
      throw UnreadableImageException.of(
          name, "it is larger than " + MOST_BYTES + " bytes, which are not read", null);
    }
    try {
      this.header = ImageHeader.of(encoded);
    } catch (IOException e) {
      throw UnreadableImageException.of(name, e.getMessage(), e);
    }
    this.name = name;
    this.encoded = encoded;
  }

  /**
   * Reads a file without decoding it.
   *
   * @throws UnreadableImageException when there is none, it is no image, it is truncated, or it has
   *     more than 100 megapixels
   */
  public static ImageFile open(Path file) {
    return of(bytes(file), file.toString());
  }

  /**
   * Looks at an image in memory.
   *
   * @param encoded a whole file, which is not copied
   * @param name what errors call it
   * @throws UnreadableImageException as {@link #open}
   */
  public static ImageFile of(byte[] encoded, String name) {
    return new ImageFile(name, encoded);
  }

  /**
   * Reads and decodes a file.
   *
   * @return as {@link #pixels}
   * @throws UnreadableImageException as {@link #open} and {@link #pixels}
   */
  public static Mat read(Path file) {
    return open(file).pixels();
  }

  /**
   * Decodes an image in memory.
   *
   * @param encoded a whole file
   * @param name what errors call it
   * @return as {@link #pixels}
   * @throws UnreadableImageException as {@link #open} and {@link #pixels}
   */
  public static Mat decode(byte[] encoded, String name) {
    return of(encoded, name).pixels();
  }

  /** Reads and decodes an image from standard input, as {@link #read} does from a file. */
  public static Mat readStandardInput() {
    String name = "standard input";
    try {
      return decode(bounded(System.in), name);
    } catch (IOException e) {
      throw new UserException("cannot read " + name + ": " + e, e);
    }
  }

  private static byte[] bytes(Path file) {
    if (Files.isDirectory(file)) {
      throw UnreadableImageException.of(file.toString(), "it is a folder, expected an image", null);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return bounded(in);
    } catch (NoSuchFileException e) {
      throw UnreadableImageException.missing(file, e);
    } catch (IOException e) {
      throw UnreadableImageException.of(file.toString(), e.toString(), e);
    }
  }

  private static byte[] bounded(InputStream in) throws IOException {
    return in.readNBytes(MOST_BYTES + 1);
  }

  /** Pixels, as stored: a quarter turn is still to be undone. */
  public int width() {
    return (int) header.width();
  }

  /** Pixels, as stored: a quarter turn is still to be undone. */
  public int height() {
    return (int) header.height();
  }

  /**
   * Refuses an image of fewer pixels on a side.
   *
   * @throws UnreadableImageException that says so
   */
  public void requireSides(int least) {
    if (Math.min(width(), height()) < least) {
      throw UnreadableImageException.of(
          name,
          "it is too small: %d x %d pixels, expected at least %d"
              .formatted(width(), height(), least),
          null);
    }
  }

  /** The file's bytes, not to be changed. */
  public byte[] encoded() {
    return encoded;
  }

  /**
   * True where a decoder that knows only pixels gives the same as {@link #pixels}: an upright JPEG
   * or PNG, grey or RGB of 8 bits, without transparency.
   */
  public boolean isPlain() {
    return header.plain();
  }

  /**
   * The upright pixels.
   *
   * @return 8-bit BGR, which the caller closes
   * @throws UnreadableImageException when it is damaged or of a kind that is not read
   */
  public Mat pixels() {
    try {
      return Pixels.of(encoded, header);
    } catch (IOException e) {
      throw UnreadableImageException.of(name, e.getMessage(), e);
    }
  }
}
