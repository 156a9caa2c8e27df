package org.cycleat.render.mesh;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Takes the lines of an OBJ or MTL file apart; a backslash at a line's end continues it. */
final class ObjLines {
  private static final int LONGEST_NAME = 4096;

  private final TextSource source;
  private final NumberReader numbers;

  ObjLines(TextSource source) {
    this.source = source;
    this.numbers = new NumberReader(source);
  }

  /** A keyword of up to 8 ASCII letters as a number: no String for each line. */
  static long code(String keyword) {
    long code = 0;
    for (int i = 0; i < keyword.length(); i++) {
      code = code << 8 | keyword.charAt(i);
    }
    return code;
  }

  /** The keyword that starts a line: 0 for an empty line or a comment, -1 for a longer one. */
  long keyword() {
    if (atEnd()) {
      return 0;
    }
    long code = 0;
    int length = 0;
    for (int c = source.peek(); c > ' '; c = source.peek()) {
      if (c >= 127) {
        throw source.error("expected a keyword, got " + source.found());
      }
      code = code << 8 | c;
      length++;
      source.skip();
    }
    if (length == 0) {
      throw source.error("expected text, got " + source.found());
    }
    return length <= 8 ? code : -1;
  }

  /** Whether nothing more stands on this line. */
  boolean atEnd() {
    skipBlanks();
    return source.atLineEnd() || source.peek() == '#';
  }

  float decimal() {
    skipBlanks();
    return numbers.decimal();
  }

  int integer() {
    return numbers.integer();
  }

  /** What is left of the line, without blanks around it. */
  String rest() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (skipBlanks(); !source.atLineEnd(); skipContinuation()) {
      bytes.write(source.peek());
      source.skip();
      if (bytes.size() > LONGEST_NAME) {
        throw source.error("a name of more than %d bytes".formatted(LONGEST_NAME));
      }
    }
    String rest = bytes.toString(StandardCharsets.UTF_8).strip();
    if (rest.isEmpty()) {
      throw source.error("expected a name, got " + source.found());
    }
    return rest;
  }

  /** Moves to the next line, whatever is left of this one. */
  void skipRest() {
    while (source.toLineEnd() == '\\') {
      source.endLine();
    }
    source.endLine();
  }

  /** Moves to the next line; where more stands on this one, that is an error. */
  void end() {
    if (!atEnd()) {
      throw source.error("expected the line's end, got " + source.found());
    }
    skipRest();
  }

  /** Moves behind an empty line or one that is all comment: a backslash does not continue it. */
  void skipComment() {
    source.toLineEnd();
    source.endLine();
  }

  private void skipBlanks() {
    while (source.peek() == ' ' || source.peek() == '\t' || skipContinuation()) {
      if (source.peek() == ' ' || source.peek() == '\t') {
        source.skip();
      }
    }
  }

  private boolean skipContinuation() {
    if (source.peek() != '\\') {
      return false;
    }
    source.lookAhead();
    byte next = source.buffer()[source.at() + 1];
    boolean continues = next == '\n' || next == '\r';
    if (continues) {
      source.skip();
      source.endLine();
    }
    return continues;
  }
}
