package org.cycleat.render.mesh;

/**
 * A place to remember beyond the moment at which it is read.
 *
 * @param line from 1
 */
record Place(String file, long line) implements Where {
  private static final int SHOWN = 500;

  /** What the file says may be part of the problem: cut off, and without controls of a terminal. */
  @Override
  public ModelFormatException error(String problem) {
    String shown = problem.length() > SHOWN ? problem.substring(0, SHOWN) + "..." : problem;
    return new ModelFormatException(file, line, shown.replaceAll("\\p{Cc}", "?"));
  }
}
