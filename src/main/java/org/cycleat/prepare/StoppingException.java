package org.cycleat.prepare;

import org.cycleat.UserException;

/**
 * What ends a whole job, not only the work on one image: the disk is full, or a box that a person
 * entered cannot be. What was done until then is kept.
 */
final class StoppingException extends UserException {
  private static final long serialVersionUID = 1L;

  StoppingException(String message) {
    super(message);
  }

  StoppingException(String message, Throwable cause) {
    super(message, cause);
  }
}
