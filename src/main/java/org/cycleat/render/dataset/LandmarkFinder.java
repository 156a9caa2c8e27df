package org.cycleat.render.dataset;

import java.awt.image.BufferedImage;
import java.util.Optional;
import org.cycleat.face.Landmarks;

/** Finds the 68 landmarks of the face in a picture. Threads may share one. */
public interface LandmarkFinder {
  /** In the picture's pixels; empty where it sees no face. */
  Optional<Landmarks> find(BufferedImage picture);
}
