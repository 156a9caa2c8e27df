package org.cycleat.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cycleat.dataset.Entry;
import org.cycleat.dataset.GivenFace;
import org.cycleat.dataset.Tree;
import org.cycleat.prepare.HandBoxes.HandBox;

/**
 * An image or a film of a job.
 *
 * @param entry its path relative to the job's input folder, and what is known of it
 * @param target where its crops go, relative to the output folder and without extension
 * @param byHand a face that a person has found in it
 */
record Source(Entry entry, Path target, Optional<HandBox> byHand) {

  /** Its path as lists have it. */
  String path() {
    return Tree.slashes(entry.path());
  }

  /** The face that its manifest tells, which one found by a person replaces. */
  Optional<GivenFace> given() {
    return byHand.isPresent() ? Optional.empty() : entry.facts().face();
  }

  /** Whether there is anything to be read. */
  boolean isReadable() {
    return entry.problem().isEmpty();
  }

  /**
   * What its crops depend on beside the job's settings: the file's size and time, the crops' names,
   * and the face that a manifest tells. A file that changes is done again.
   */
  String stamp(Path in) {
    Path file = in.resolve(entry.path());
    try {
      String face = entry.facts().face().map(given -> " " + given.toString().hashCode()).orElse("");
      return "%d %d %s%s"
          .formatted(
              Files.size(file),
              Files.getLastModifiedTime(file).toMillis(),
              Tree.slashes(target),
              face);
    } catch (IOException e) { // it will fail for the same reason when it is read
      return "missing";
    }
  }
}
