package org.cycleat.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.cycleat.UserException;

/**
 * Standard output that does not lose anything silently, as writers and streams for printing do: the
 * work whose output cannot be written ends.
 */
final class StandardOutput extends OutputStream {

  /** Nothing more can be written. It passes through a {@link PrintWriter}, being unchecked. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Lost(IOException cause) {
      super(UserException.cannotWrite("to standard output", cause), cause);
    }

    /** Whether whoever read it has gone, as {@code head} does when it has seen enough. */
    boolean isUnread() {
      return "Broken pipe".equals(getCause().getMessage());
    }
  }

  private final OutputStream out;
  private Lost lost;

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  /** The process's own, in UTF-8, flushed with each line. */
  static PrintWriter writer() {
    var bytes = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    return new PrintWriter(bytes, true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (lost == null) {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        lost = new Lost(e);
      }
    }
    flush();
  }

  /** Nothing is kept here; what was lost is told again to whoever asks, in case nobody minded. */
  @Override
  public void flush() {
    if (lost != null) {
      throw lost;
    }
  }
}
