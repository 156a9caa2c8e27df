package org.cycleat.stage;

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
 * The labelled images to judge on.
 *
 * @param data where they are, in any layout
 * @param split the part of them by the manifest's split column; empty takes all
 */
record TestSet(DataSource data, Optional<String> split) {

  /**
   * Reads the images' places and labels.
   *
   * @param pictures folder for images that lie in no files of their own
   * @throws UserException where there are none, or none of the split
   */
  Manifest read(Labels labels, Path pictures) {
    Manifest all = data.read(labels, Use.LABELLED, pictures);
    if (split.isEmpty()) {
      return all;
    }
    Manifest part = all.split(split.get());
    if (part.size() == 0) {
      throw new UserException(
          "no image of the split %s in %s (--split): %s"
              .formatted(split.get(), data.where(), splitsOf(all)));
    }
    return part;
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
