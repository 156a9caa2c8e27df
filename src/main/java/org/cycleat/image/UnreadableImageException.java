package org.cycleat.image;

import java.nio.file.Path;
import org.cycleat.UserException;

/** A file that cannot be read as an image; the message is one line that names it. */
public final class UnreadableImageException extends UserException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  private UnreadableImageException(String message, String reason, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  static UnreadableImageException of(String name, String reason, Throwable cause) {
    return new UnreadableImageException("cannot read " + name + ": " + reason, reason, cause);
  }

  static UnreadableImageException missing(Path file, Throwable cause) {
    return new UnreadableImageException(
        "no file at " + file + ": expected an image", "there is no such file", cause);
  }

  /** Why, without the file's name, such as "it is truncated". */
  public String reason() {
    return reason;
  }
}
