package org.cycleat.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cycleat.dataset.Entry;
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

  /** Whether there is anything to be read. */
  boolean isReadable() {
    return entry.problem().isEmpty();
  }

  /**
   * What its crops depend on beside the job's settings: the file's size and time, and the crops'
   * names. A file that changes is done again.
   */
  String stamp(Path in) {
    Path file = in.resolve(entry.path());
    try {
      return "%d %d %s"
          .formatted(
              Files.size(file), Files.getLastModifiedTime(file).toMillis(), Tree.slashes(target));
    } catch (IOException e) { // it will fail for the same reason when it is read
      return "missing";
    }
  }
}
