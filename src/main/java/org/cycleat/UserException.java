package org.cycleat;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A mistake that the user can mend: a missing folder, an unknown label, a value out of range.
 *
 * <p>The message is one line that says what is wrong, where, what was found and expected, and the
 * next step. Only the command line's entry point turns it into output and exit code 2.
 */
public class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String NO_SPACE = "no space left on device";
  private static final String NO_PERMISSION = "permission denied";

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The one line on a file or folder that cannot be written: which, why, and what helps. */
  public static UserException cannotWrite(Path path, Exception failure) {
    return new UserException(cannotWrite(path.toString(), failure), failure);
  }

  /**
   * The same line on whatever cannot be written.
   *
   * @param what such as "to standard output"
   */
  public static String cannotWrite(String what, Exception failure) {
    String reason = reason(failure);
    String advice =
        switch (reason) {
          case NO_SPACE, "disk quota exceeded" -> "; make room or choose another folder";
          case NO_PERMISSION, "read-only file system" -> "; choose a folder that can be written";
          case "file too large" -> "; raise the limit (`ulimit -f`) or choose another folder";
          default -> "";
        };
    return "cannot write %s: %s%s".formatted(what, reason, advice);
  }

  /**
   * Why something failed, in the system's words, or the first line of a library's; further ones
   * name sources and nodes.
   */
  public static String reason(Throwable failure) {
    if (failure.getMessage() == null) {
      return failure.getClass().getSimpleName();
    }
    String words = failure.getMessage();
    if (failure instanceof FileSystemException system) {
      if (system instanceof AccessDeniedException) {
        return NO_PERMISSION;
      } else if (system instanceof FileAlreadyExistsException) {
        return system.getFile() + " is in the way, expected a folder";
      } else if (system instanceof NoSuchFileException) {
        return "no such file or folder";
      } else if (system.getReason() != null) {
        words = system.getReason();
      }
    }
    if (words.toLowerCase(Locale.ROOT).contains(NO_SPACE)) { // TensorFlow has a path before it
      return NO_SPACE;
    }
    return words
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .map(UserException::inMidSentence)
        .orElse("no reason given");
  }

  /** A word such as OOM stays as it is. */
  private static String inMidSentence(String line) {
    boolean isName =
        line.length() > 1 && !Character.isLowerCase(line.charAt(1)) && line.charAt(1) != ' ';
    return isName ? line : Character.toLowerCase(line.charAt(0)) + line.substring(1);
  }
}
