package org.cycleat.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Use;

/**
 * Images as a user names them.
 *
 * @param data where they are, in any layout
 * @param split the part of them by the manifest's split column; empty takes all
 * @param use what they are read for
 * @param splitOption that named the part
 */
public record GivenData(DataSource data, Optional<String> split, Use use, String splitOption) {

  /** The images of a domain. */
  public static GivenData of(Domain domain, DataSource data, Optional<String> split) {
    return new GivenData(data, split, domain.use(), domain.splitOption());
  }

  /** Labelled images to judge on. */
  public static GivenData toJudgeOn(DataSource data, Optional<String> split) {
    return new GivenData(data, split, Use.LABELLED, "--split");
  }

  public Path where() {
    return data.where();
  }

  /** The flag that named the place. */
  String option() {
    return data.option();
  }

  /**
   * Reads the images' places and labels; pixels only where they lie in a table.
   *
   * @param pictures folder for images that lie in no files of their own
   * @throws UserException where there are none, or none of the split
   */
  public Manifest read(Labels labels, Path pictures) {
    Manifest all = data.read(labels, use, pictures);
    if (split.isEmpty()) {
      return all;
    }
    Manifest part = all.split(split.get());
    if (part.size() == 0) {
      throw new UserException(
          "no image of the split %s in %s (%s): %s"
              .formatted(split.get(), where(), splitOption, splitsOf(all)));
    }
    return part;
  }

  /** The folder that all its files lie in, as one may name it in several ways. */
  public Path root() {
    Path absolute = where().toAbsolutePath().normalize();
    return Files.isDirectory(absolute) ? absolute : absolute.getParent();
  }

  /** The place and the part of it, for people. */
  String place() {
    return where() + split.map(" (split %s)"::formatted).orElse("");
  }

  /**
   * Makes sure that there is something, before anything else is done.
   *
   * @throws UserException where there is nothing
   */
  public void requireThere() {
    if (!Files.exists(where())) {
      throw new UserException(
          "nothing at %s (%s): expected a manifest (.csv) or a folder of images"
              .formatted(where(), option()));
    }
  }

  private static String splitsOf(Manifest manifest) {
    Map<String, Long> counts =
        manifest.samples().stream()
            .map(Sample::split)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    if (counts.isEmpty()) {
      return "its images name no split";
    }
    return counts.entrySet().stream()
        .map(split -> "%s has %d images".formatted(split.getKey(), split.getValue()))
        .collect(Collectors.joining(", "));
  }
}
