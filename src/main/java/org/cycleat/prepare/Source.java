package org.cycleat.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.dataset.Entry;
import org.cycleat.dataset.Tree;
import org.cycleat.face.Photographs;
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
   * Its picture, which the caller closes.
   *
   * @param in folder that its path is relative to
   * @throws org.cycleat.UserException when it cannot be read
   */
  Mat picture(Path in) {
    return entry.pixels().isPresent()
        ? Photographs.decode(entry.pixels().get().png(), path())
        : Photographs.read(in.resolve(entry.path()));
  }

  /**
   * What its crops depend on beside the job's settings: the file's size and time, and the crops'
   * names. A file that changes is done again.
   */
  String stamp(Path in) {
    if (entry.pixels().isPresent()) {
      return "%08x %s".formatted(entry.pixels().get().hashCode(), Tree.slashes(target));
    }
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
