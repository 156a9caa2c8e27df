package org.cycleat;

/**
 * A mistake that the user can mend: a missing folder, an unknown label, a value out of range.
 *
 * <p>The message is one line that says what is wrong, where, what was found and expected, and the
 * next step. Only the command line's entry point turns it into output and exit code 2.
 */
public class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The first line of a library's words on a failure; further ones name sources and nodes. */
  public static String reason(Exception failure) {
    return String.valueOf(failure.getMessage())
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("no reason given");
  }
}
