package org.cycleat.data;

/** Why a file cannot be used as an image; the message is the reason in skipped.csv. */
final class UnusableImageException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableImageException(String reason) {
    super(reason);
  }

  UnusableImageException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
