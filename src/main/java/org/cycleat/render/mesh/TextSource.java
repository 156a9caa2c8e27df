package org.cycleat.render.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.cycleat.UserException;

/**
 * The bytes of a text file, with one place in it and that place's line. A line ends with LF, CR LF
 * or CR.
 */
final class TextSource implements Where {
  /** What {@link #peek} gives at the text's end. */
  static final int END = -1;

  /** After {@link #lookAhead} this many bytes lie in the buffer, or all that are left. */
  static final int LOOK_AHEAD = 128;

  private static final long LARGEST = 256L << 20;
  private static final int SIZE = 1 << 16;
  private static final int SHOWN = 24;

  private final InputStream input;
  private final String name;

  /** The byte after the last is 0, which ends every token: loops over tokens need no bound. */
  private final byte[] buffer = new byte[SIZE + 1];

  private int at;
  private int end;
  private boolean ended;
  private long size;
  private long line = 1;

  /**
   * @param input read, not closed
   * @param name of the file, as the user knows it
   */
  TextSource(InputStream input, String name) {
    this.input = input;
    this.name = name;
  }

  String name() {
    return name;
  }

  long line() {
    return line;
  }

  Place place() {
    return new Place(name, line);
  }

  @Override
  public ModelFormatException error(String problem) {
    return place().error(problem);
  }

  /** The next byte in 0 to 255, or END. */
  int peek() {
    return at < end || fill() ? buffer[at] & 0xFF : END;
  }

  /** Passes a byte that ends no line. */
  void skip() {
    at++;
  }

  /** Whether a line ends here; the text's end is a line's end, too. */
  boolean atLineEnd() {
    int c = peek();
    return c == '\n' || c == '\r' || c == END;
  }

  /** Passes the end of a line. */
  void endLine() {
    int c = peek();
    if (c == END) {
      return;
    }
    at++;
    line++;
    if (c == '\r' && peek() == '\n') {
      at++;
    }
  }

  /**
   * Moves to the end of the line, not past it.
   *
   * @return the last byte before it, 0 where there is none
   */
  int toLineEnd() {
    int last = 0;
    do {
      int p = at;
      while (p < end && buffer[p] != '\n' && buffer[p] != '\r') {
        p++;
      }
      last = p > at ? buffer[p - 1] : last;
      at = p;
    } while (at == end && fill());
    return last;
  }

  /** Gets the next LOOK_AHEAD bytes, or what is left, into the buffer. */
  void lookAhead() {
    if (end - at < LOOK_AHEAD) {
      fill();
    }
  }

  /** For loops over a token, from {@link #at} on, after {@link #lookAhead}. */
  byte[] buffer() {
    return buffer;
  }

  int at() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  /** What is here, for the reader of an error. */
  String found() {
    if (peek() == END) {
      return "the file's end";
    }
    if (atLineEnd()) {
      return "the line's end";
    }
    lookAhead();
    int to = at;
    while (to < end && to - at < SHOWN && buffer[to] > ' ' && buffer[to] < 127) {
      to++;
    }
    return to > at
        ? "'" + new String(buffer, at, to - at, StandardCharsets.US_ASCII) + "'"
        : "byte 0x%02x".formatted(peek());
  }

  /** Reads on behind what is not yet taken; false at the text's end. */
  private boolean fill() {
    System.arraycopy(buffer, at, buffer, 0, end - at);
    end -= at;
    at = 0;
    try {
      while (end < LOOK_AHEAD && !ended) {
        int count = input.read(buffer, end, SIZE - end);
        ended = count < 0;
        end += Math.max(0, count);
        size += Math.max(0, count);
      }
    } catch (IOException e) {
      throw new UserException("cannot read " + name + ": " + e.getMessage(), e);
    }
    buffer[end] = 0;
    if (size > LARGEST) {
      throw error("the file is larger than %d MB".formatted(LARGEST >> 20));
    }
    return end > 0;
  }
}
