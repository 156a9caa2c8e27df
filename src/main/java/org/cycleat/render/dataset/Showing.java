package org.cycleat.render.dataset;

import org.cycleat.render.Head;

/** A person who is ready to be drawn. One thread uses it at a time. */
@FunctionalInterface
public interface Showing {
  /**
   * The head in an image.
   *
   * @param image which of the sitting's images, from 0
   */
  Head head(int image);
}
