package org.cycleat.face.models;

import java.io.IOException;

/** The network or the server failed in a way that may pass. */
final class ConnectionException extends IOException {
  private static final long serialVersionUID = 1L;

  ConnectionException(String message, Throwable cause) {
    super(message, cause);
  }
}
