package org.cycleat.recognition;

import java.util.List;
import java.util.Optional;

/** Writes what was recognised, one picture after the other. */
public interface FaceReport {

  /**
   * The faces of a picture.
   *
   * @param file what it is called
   * @param moment its place in the film; empty for a photograph
   */
  void add(String file, Optional<Moment> moment, List<Face> faces);
}
