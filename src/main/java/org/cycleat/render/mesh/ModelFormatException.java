package org.cycleat.render.mesh;

import org.cycleat.UserException;

/** A 3D file that is not what it should be; the message names the file and the line. */
public final class ModelFormatException extends UserException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file as the user knows it
   * @param line from 1
   * @param problem what was found and what was expected
   */
  public ModelFormatException(String file, long line, String problem) {
    super("%s, line %d: %s".formatted(file, line, problem));
  }
}
