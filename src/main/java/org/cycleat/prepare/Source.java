package org.cycleat.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.dataset.Entry;
import org.cycleat.dataset.GivenFace;
import org.cycleat.dataset.LandmarkColumn;
import org.cycleat.dataset.ManifestColumns;
import org.cycleat.dataset.Tree;
import org.cycleat.image.ImageFile;
import org.cycleat.prepare.HandBoxes.HandBox;

/**
 * An image or a film of a job.
 *
 * @param entry its path relative to the job's input folder, and what is known of it
 * @param target where its crops go, relative to the output folder and without extension
 * @param byHand a face that a person has found in it
 * @param columns names of the entry's further values
 */
record Source(Entry entry, Path target, Optional<HandBox> byHand, List<String> columns) {

  /** Its path as lists have it. */
  String path() {
    return Tree.slashes(entry.path());
  }

  /** What tells it from all others of a job: an image has a row for each of its faces. */
  String key() {
    return "%s > %s".formatted(path(), Tree.slashes(target));
  }

  /**
   * The face that its manifest tells, which one found by a person replaces.
   *
   * @throws UserException when the manifest's row is wrong
   */
  Optional<GivenFace> given() {
    try {
      return byHand.isPresent() ? Optional.empty() : GivenFace.of(this::cell);
    } catch (IllegalArgumentException e) {
      throw new UserException("the face %s: %s".formatted(entry.place(), e.getMessage()), e);
    }
  }

  private String cell(String column) {
    int index = columns.indexOf(column);
    List<String> cells = entry.facts().further();
    return index < 0 || cells.isEmpty() ? "" : cells.get(index);
  }

  /** Whether there is anything to be read. */
  boolean isReadable() {
    return entry.problem().isEmpty();
  }

  /**
   * Its picture, which the caller closes.
   *
   * @param in folder that its path is relative to
   * @throws UserException when it cannot be read
   */
  Mat picture(Path in) {
    return entry.pixels().isPresent()
        ? ImageFile.decode(entry.pixels().get().png(), path())
        : ImageFile.read(in.resolve(entry.path()));
  }

  /**
   * What its crops depend on beside the job's settings: the file's size and time, the crops' names,
   * and the face that a manifest tells. A file that changes is done again.
   */
  String stamp(Path in) {
    if (entry.pixels().isPresent()) {
      return "%08x %s".formatted(entry.pixels().get().hashCode(), Tree.slashes(target));
    }
    Path file = in.resolve(entry.path());
    try {
      String face =
          Stream.concat(ManifestColumns.BOX.stream(), Stream.of(LandmarkColumn.NAME))
              .map(this::cell)
              .collect(Collectors.joining());
      return "%d %d %s%s"
          .formatted(
              Files.size(file),
              Files.getLastModifiedTime(file).toMillis(),
              Tree.slashes(target),
              face.isEmpty() ? "" : " " + face.hashCode());
    } catch (IOException e) { // it will fail for the same reason when it is read
      return "missing";
    }
  }
}
