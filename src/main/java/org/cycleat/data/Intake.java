package org.cycleat.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.Sha256;
import org.cycleat.UserException;
import org.cycleat.dataset.Csv;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.image.ImageFile;
import org.cycleat.image.ImageWriter;
import org.cycleat.image.UnreadableImageException;

/**
 * Makes every image of a manifest one that the tf.data pipeline can read, before training starts.
 *
 * <p>Each file is decoded once, on all processors. What is {@link ImageFile#isPlain plain} stays
 * where it is. The pixels of others (EXIF-rotated, transparent, CMYK, 16 bits, palettes, and every
 * format but JPEG and PNG) are written as PNG into a cache folder, and the manifest points there,
 * with the original in the column {@link #SOURCE}. What cannot be used is left out and listed with
 * the reason.
 */
public final class Intake {
  /** The column that holds the original file of a converted image. */
  public static final String SOURCE = "source";

  private static final int LEAST_SIDE = 8;

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
              : "none of %d images can be used (%s): the first is %s, %s; expected images"
                  .formatted(
                      skipped.size(), option, skipped.get(0).path(), skipped.get(0).reason()));
    }
    return new Result(manifest.with(usable), skipped);
  }

  private Checked checked(Sample sample) {
    try {
      return new Checked(Optional.of(usable(sample)), Optional.empty());
    } catch (UnreadableImageException e) {
      Skipped skipped = new Skipped(sample.path(), e.reason());
      return new Checked(Optional.empty(), Optional.of(skipped));
    }
  }

  private Sample usable(Sample sample) {
    ImageFile image = ImageFile.open(sample.path());
    image.requireSides(LEAST_SIDE);
    if ((long) image.width() * image.height() > LARGE) {
      synchronized (ONE_LARGE_AT_A_TIME) {
        return usable(sample, image);
      }
    }
    return usable(sample, image);
  }

  private Sample usable(Sample sample, ImageFile image) {
    Path converted = cached(sample.path(), image.encoded());
    if (!image.isPlain() && Files.exists(converted)) {
      return convertedTo(converted, sample);
    }
    try (Mat pixels = image.pixels()) { // to see that it can be decoded, if for nothing else
      if (image.isPlain()) {
        return sample;
      }
      ImageWriter.write(converted, pixels);
    }
    return convertedTo(converted, sample);
  }

  private static Sample convertedTo(Path converted, Sample sample) {
    return sample.with(SOURCE, sample.path().toString()).at(converted);
  }

  /** Named after place and content: neither equal names nor a changed file can be mixed up. */
  private Path cached(Path file, byte[] bytes) {
    String key = new Sha256().add(file.toString()).add(bytes).hex().substring(0, 16);
    // file systems allow 255 bytes; a character takes up to four
    StringBuilder stem = new StringBuilder();
    file.getFileName().toString().codePoints().limit(40).forEach(stem::appendCodePoint);
    return cache.resolve(stem.toString().replace('.', '_') + "-" + key + ".png");
  }
}
