package org.cycleat.dataset;

import java.nio.file.Path;

/**
 * An image or a film of a data set.
 *
 * @param path relative to the data set's folder
 * @param problem why it cannot even be read, such as "not downloaded"; or nothing
 */
public record Entry(Path path, ImageFacts facts, String problem) {
  public Entry(Path path, ImageFacts facts) {
    this(path, facts, "");
  }
}
