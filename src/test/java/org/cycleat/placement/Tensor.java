package org.cycleat.placement;

/**
 * An output of an operation.
 *
 * @param index its place among the outputs
 */
record Tensor(String op, int index) {

  /** From an operation's input: {@code name} or {@code name:index}. */
  static Tensor of(String input) {
    int colon = input.lastIndexOf(':');
    return colon < 0
        ? new Tensor(input, 0)
        : new Tensor(input.substring(0, colon), Integer.parseInt(input.substring(colon + 1)));
  }

  /** Whether an operation's input only says what to wait for. */
  static boolean isControl(String input) {
    return input.startsWith("^");
  }

  /** The operation that an input comes from. */
  static String source(String input) {
    return isControl(input) ? input.substring(1) : of(input).op();
  }

  @Override
  public String toString() {
    return op + ":" + index;
  }
}
