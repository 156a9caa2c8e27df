package org.cycleat.prepare;

import java.util.List;

/**
 * What became of an image or a film.
 *
 * @param crops that were written
 * @param failure why there is none, or no more; or nothing
 */
record Outcome(List<Crop> crops, String failure) {
  Outcome {
    crops = List.copyOf(crops);
  }

  static Outcome of(List<Crop> crops) {
    return new Outcome(crops, "");
  }

  static Outcome failed(String reason) {
    return new Outcome(List.of(), reason);
  }

  boolean isFailed() {
    return !failure.isEmpty();
  }
}
