package org.cycleat.baseline;

import org.cycleat.dataset.Manifest;

/** Turns faces into numbers, one way for all. */
public interface FaceFeatures {

  /** What they are, for tables: such as HOG. */
  String name();

  /**
   * The features of each image.
   *
   * @return [N][D], in the manifest's order
   */
  float[][] of(Manifest faces);
}
