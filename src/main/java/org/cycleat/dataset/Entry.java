package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An image or a film of a data set.
 *
 * @param path relative to the data set's folder; of an image without a file, what it is called
 * @param problem why it cannot even be read, such as "not downloaded"; or nothing
 * @param place where a list tells of it, for errors: "in line 7 of the manifest a.csv"; or nothing
 * @param pixels of an image that lies in no file of its own
 */
public record Entry(
    Path path, ImageFacts facts, String problem, String place, Optional<Pixels> pixels) {
  public Entry(Path path, ImageFacts facts, String problem) {
    this(path, facts, problem, "", Optional.empty());
  }

  public Entry(Path path, ImageFacts facts) {
    this(path, facts, "");
  }
}
