package org.cycleat.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.dataset.Csv;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;

/**
 * Makes every image of a manifest one that the tf.data pipeline can read, before training starts.
 *
 * <p>Each file is decoded once, on all processors. Grey and RGB JPEG and PNG of 8 bits stay where
 * they are. Others (EXIF-rotated, transparent, CMYK, 16 bits, palettes, BMP, GIF, TIFF, WebP) are
 * converted to PNG in a cache folder, and the manifest points there, with the original in the
 * column {@link #SOURCE}. What cannot be used is left out and listed with the reason.
 */
public final class Intake {
  /** The column that holds the original file of a converted image. */
  public static final String SOURCE = "source";

  private static final int LEAST_SIDE = 8;
  private static final long MOST_PIXELS = 100_000_000;
  private static final long MOST_BYTES = 500_000_000;

  /** Above this only one image is decoded at a time, so that memory does not grow with cores. */
  private static final long LARGE = 16_000_000;

  private static final Object ONE_LARGE_AT_A_TIME = new Object();

  private final Path cache;

  private Intake(Path cache) {
    this.cache = cache.toAbsolutePath().normalize();
  }

  /** An image that was left out. */
  public record Skipped(Path path, String reason) {}

  /**
   * What came in and what did not.
   *
   * @param usable the manifest without the skipped samples
   */
  public record Result(Manifest usable, List<Skipped> skipped) {
    public Result {
      skipped = List.copyOf(skipped);
    }

    /** Writes the list of images left out: CSV with the columns path and reason. */
    public void writeSkipped(Path file) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("path", "reason"));
      skipped.forEach(image -> rows.add(List.of(image.path().toString(), image.reason())));
      Csv.write(file, rows);
    }
  }

  /** One of both is there. */
  private record Checked(Optional<Sample> sample, Optional<Skipped> skipped) {}

  /** As {@link #check(Manifest, Path, String, Runnable)}, without reports. */
  public static Result check(Manifest manifest, Path cache, String option) {
    return check(manifest, cache, option, () -> {});
  }

  /**
   * Checks and converts.
   *
   * @param cache folder for converted images; what is there from earlier is used again
   * @param option the flag that named the data, for the error: "--target"
   * @param progress called after each image, by any thread
   * @throws UserException if no usable image is left, or the cache cannot be written
   */
  public static Result check(Manifest manifest, Path cache, String option, Runnable progress) {
    Intake intake = new Intake(cache);
    List<Checked> all =
        manifest.samples().parallelStream()
            .map(
                sample -> {
                  Checked checked = intake.checked(sample);
                  progress.run();
                  return checked;
                })
            .toList();
    List<Skipped> skipped = all.stream().flatMap(c -> c.skipped().stream()).toList();
    List<Sample> usable = all.stream().flatMap(c -> c.sample().stream()).toList();
    if (usable.isEmpty()) {
      throw new UserException(
          skipped.isEmpty()
              ? "no images (%s): expected at least one".formatted(option)
              : "none of %d images can be used (%s): the first is %s, %s; expected JPEG or PNG files"
                  .formatted(
                      skipped.size(), option, skipped.get(0).path(), skipped.get(0).reason()));
    }
    return new Result(manifest.with(usable), skipped);
  }

  private Checked checked(Sample sample) {
    try {
      return new Checked(Optional.of(usable(sample)), Optional.empty());
    } catch (UnusableImageException e) {
      Skipped skipped = new Skipped(sample.path(), e.getMessage());
      return new Checked(Optional.empty(), Optional.of(skipped));
    }
  }

  private Sample usable(Sample sample) throws UnusableImageException {
    byte[] bytes = content(sample.path());
    ImageHeader header = ImageHeader.read(bytes);
    requireSize(header);
    if (header.pixels() > LARGE) {
      synchronized (ONE_LARGE_AT_A_TIME) {
        return usable(sample, bytes, header);
      }
    }
    return usable(sample, bytes, header);
  }

  private Sample usable(Sample sample, byte[] bytes, ImageHeader header)
      throws UnusableImageException {
    if (header.plain()) {
      ImageConverter.check(bytes, header);
      return sample;
    }
    Path converted = cached(sample.path(), bytes);
    if (!Files.exists(converted)) {
      write(converted, ImageConverter.toPng(bytes, header));
    }
    return sample.with(SOURCE, sample.path().toString()).at(converted);
  }

  private static byte[] content(Path file) throws UnusableImageException {
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw new UnusableImageException("too large: %d bytes".formatted(size));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UnusableImageException("unreadable: the file cannot be opened", e);
    }
  }

  private static void requireSize(ImageHeader header) throws UnusableImageException {
    // unsigned sizes of a damaged header are negative here
    if (header.width() < LEAST_SIDE || header.height() < LEAST_SIDE) {
      throw new UnusableImageException(
          "too small: %d x %d pixels, expected at least %d"
              .formatted(header.width(), header.height(), LEAST_SIDE));
    }
    if (header.pixels() > MOST_PIXELS) {
      throw new UnusableImageException(
          "too large: %d x %d pixels, expected at most 100 million"
              .formatted(header.width(), header.height()));
    }
  }

  /** Named after place and content: neither equal names nor a changed file can be mixed up. */
  private Path cached(Path file, byte[] bytes) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
    String key = HexFormat.of().formatHex(digest.digest(bytes), 0, 8);
    // file systems allow 255 bytes; a character takes up to four
    StringBuilder stem = new StringBuilder();
    file.getFileName().toString().codePoints().limit(40).forEach(stem::appendCodePoint);
    return cache.resolve(stem.toString().replace('.', '_') + "-" + key + ".png");
  }

  private static void write(Path file, byte[] bytes) {
    try {
      WholeFile.write(file, bytes);
    } catch (IOException e) {
      throw UserException.cannotWrite(file, e);
    }
  }
}
