package org.cycleat.render.mesh;

/**
 * A place to remember beyond the moment at which it is read.
 *
 * @param line from 1
 */
record Place(String file, long line) implements Where {
  @Override
  public ModelFormatException error(String problem) {
    return new ModelFormatException(file, line, problem);
  }
}
