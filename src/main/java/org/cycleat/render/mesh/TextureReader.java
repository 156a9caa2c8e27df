package org.cycleat.render.mesh;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.cycleat.UserException;

/** Reads the textures of one model: JPEG, PNG or BMP, each once. */
final class TextureReader {
  private static final Set<String> FORMATS = Set.of("jpeg", "png", "bmp");
  private static final int LARGEST_FILE = 256 << 20;
  private static final long MOST_PIXELS = 64_000_000;

  private final ModelFolder folder;
  private final Map<String, Texture> read = new HashMap<>();
  private long pixelsLeft = MOST_PIXELS;

  TextureReader(ModelFolder folder) {
    this.folder = folder;
  }

  /**
   * A texture of the model's folder; empty where there is no such file.
   *
   * @param where the model names it, for errors
   * @param inside the folder
   */
  Optional<Texture> read(Where where, String inside) {
    Texture known = read.get(inside);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<InputStream> opened = folder.open(inside);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream input = opened.get()) {
      byte[] file = input.readNBytes(LARGEST_FILE + 1);
      if (file.length > LARGEST_FILE) {
        throw where.error(folder.path(inside) + ": larger than 256 MB");
      }
      Texture texture = decode(where, folder.path(inside), file);
      read.put(inside, texture);
      return Optional.of(texture);
    } catch (IOException e) {
      throw new UserException("cannot read " + folder.path(inside) + ": " + e.getMessage(), e);
    }
  }

  private Texture decode(Where where, String path, byte[] file) {
    ImageReader reader = null;
    try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader = readerOf(where, path, input);
      reader.setInput(input, true, true); // without metadata: it can be a bomb of its own
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > pixelsLeft) {
        throw where.error(
            "%s: %d x %d pixels; a model's textures may have 64 megapixels in all"
                .formatted(path, reader.getWidth(0), reader.getHeight(0)));
      }
      pixelsLeft -= pixels;
      return texture(reader.read(0));
    } catch (ModelFormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The decoders answer broken files with many kinds of exceptions, unchecked ones among them.
      throw where.error("%s: broken image: %s".formatted(path, e.getMessage()));
    } finally {
      if (reader != null) {
        reader.dispose();
      }
    }
  }

  private static ImageReader readerOf(Where where, String path, ImageInputStream input)
      throws IOException {
    for (Iterator<ImageReader> readers = ImageIO.getImageReaders(input); readers.hasNext(); ) {
      ImageReader reader = readers.next();
      if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
        return reader;
      }
      reader.dispose();
    }
    throw where.error(path + ": expected a JPEG, PNG or BMP image");
  }

  private static Texture texture(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    float[] texels = new float[width * height * 3];
    int[] row = new int[width];
    for (int y = 0, at = 0; y < height; y++) {
      if (grey) {
        greys(image, y, row);
      } else {
        image.getRGB(0, y, width, 1, row, 0, width);
      }
      for (int rgb : row) {
        texels[at++] = Srgb.toLinear(rgb >> 16 & 0xFF);
        texels[at++] = Srgb.toLinear(rgb >> 8 & 0xFF);
        texels[at++] = Srgb.toLinear(rgb & 0xFF);
      }
    }
    return new Texture(width, height, texels);
  }

  /** The levels as the file has them: getRGB would take grey for linear light and brighten it. */
  private static void greys(BufferedImage image, int y, int[] row) {
    image.getRaster().getSamples(0, y, row.length, 1, 0, row);
    int most = (1 << image.getSampleModel().getSampleSize(0)) - 1;
    for (int x = 0; x < row.length; x++) {
      row[x] = row[x] * 255 / most * 0x010101;
    }
  }
}
