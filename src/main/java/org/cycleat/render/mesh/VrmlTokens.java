package org.cycleat.render.mesh;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Takes a VRML text apart: words, strings, numbers and brackets. */
final class VrmlTokens {
  private static final int LONGEST_WORD = 256;
  private static final int LONGEST_STRING = 1 << 16;
  private static final String NOT_IN_WORDS = "\"#',[]\\{}";

  private final TextSource source;
  private final NumberReader numbers;

  VrmlTokens(TextSource source) {
    this.source = source;
    this.numbers = new NumberReader(source);
  }

  /** The byte that the next token starts with, or END: behind blanks, commas and comments. */
  int next() {
    for (int c = source.peek(); ; c = source.peek()) {
      if (c == ' ' || c == '\t' || c == ',') {
        source.skip();
      } else if (c == '\n' || c == '\r') {
        source.endLine();
      } else if (c == '#') {
        source.toLineEnd();
      } else {
        return c;
      }
    }
  }

  /** Passes a bracket. */
  void expect(char bracket) {
    if (next() != bracket) {
      throw source.error("expected '%c', got %s".formatted(bracket, source.found()));
    }
    source.skip();
  }

  boolean atNumber() {
    return NumberReader.starts(next());
  }

  float number() {
    return numbers.decimal();
  }

  /** A name or a keyword; with its dots, as in ROUTE. */
  String word(String expected) {
    int first = next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (isWordByte(first) && !NumberReader.starts(first)) {
      for (; isWordByte(source.peek()); source.skip()) {
        bytes.write(source.peek());
        if (bytes.size() > LONGEST_WORD) {
          throw source.error("a word of more than %d bytes".formatted(LONGEST_WORD));
        }
      }
    }
    if (bytes.size() == 0) {
      throw source.error("expected %s, got %s".formatted(expected, source.found()));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static boolean isWordByte(int c) {
    return c > ' ' && c != 127 && NOT_IN_WORDS.indexOf(c) < 0;
  }

  /** What stands between quotes; a backslash keeps a quote or itself from its meaning. */
  String string() {
    Place start = source.place();
    expect('"');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int c = source.peek(); c != '"'; c = source.peek()) {
      if (c == TextSource.END) {
        throw start.error("a string without its closing quote");
      }
      if (bytes.size() == LONGEST_STRING) {
        throw start.error("a string of more than %,d bytes".formatted(LONGEST_STRING));
      }
      if (c == '\n' || c == '\r') {
        source.endLine();
        bytes.write('\n');
        continue;
      }
      source.skip();
      if (c == '\\' && (source.peek() == '"' || source.peek() == '\\')) {
        c = source.peek();
        source.skip();
      }
      bytes.write(c);
    }
    source.skip();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Passes one token of whatever kind, in what is not looked at. */
  void skipToken() {
    int c = next();
    if (c == '"') {
      string();
    } else if (isWordByte(c)) {
      for (; isWordByte(source.peek()); ) {
        source.skip();
      }
    } else {
      source.skip();
    }
  }
}
