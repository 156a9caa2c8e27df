package org.cycleat.weights;

/** Names out of files, which may hold any characters, as messages of one line can show them. */
public final class Printable {
  private Printable() {}

  /** The text with a question mark for what would break the line or steer a terminal. */
  public static String of(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029\u0080-\u009f]", "?");
  }
}
