package org.cycleat.render.mesh;

/** A place in a model file that errors name. */
@FunctionalInterface
interface Where {
  /** The error to throw, with the file's name and the line before the problem. */
  ModelFormatException error(String problem);
}
