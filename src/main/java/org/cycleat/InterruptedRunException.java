package org.cycleat;

/**
 * A run that was asked to stop (Ctrl-C) and has saved what it had.
 *
 * <p>The message is one line that says what was saved and how to resume. The command line's entry
 * point prints it and exits with code 130.
 */
public class InterruptedRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InterruptedRunException(String message) {
    super(message);
  }
}
