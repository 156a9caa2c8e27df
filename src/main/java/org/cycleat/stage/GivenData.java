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
import org.cycleat.dataset.Listing;
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

  /** Images that nothing is learned from. */
  public static GivenData toExclude(DataSource data, Optional<String> split) {
    return new GivenData(data, split, Use.UNLABELLED, "--exclude-split");
  }

  public Path where() {
    return data.where();
  }

  /** The flag that named the place. */
  String option() {
    return data.option();
  }

  /**
   * Reads the images' places and labels.
   *
   * @throws UserException where there are none, or none of the split
   */
  public Listing list(Labels labels) {
    return list(labels, use);
  }

  /** The same for another use. */
  Listing list(Labels labels, Use use) {
    requireThere();
    Listing all = data.list(labels, use);
    if (split.isEmpty()) {
      return all;
    }
    Listing part = all.filter(entry -> entry.facts().split().equals(split.get()));
    if (part.contents().entries().isEmpty()) {
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
  public String place() {
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

  private static String splitsOf(Listing listing) {
    Map<String, Long> counts =
        listing.contents().entries().stream()
            .map(entry -> entry.facts().split())
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
