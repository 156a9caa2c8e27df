package org.cycleat.cli;

import java.util.function.Consumer;

/** Tells, in a line each, what was meant to be read and was not; a command then ends with 1. */
final class Losses implements Consumer<String> {
  private static final int SOME_FAILED = 1;

  private final Consumer<String> terminal;
  private boolean hasAny;

  Losses(Consumer<String> terminal) {
    this.terminal = terminal;
  }

  @Override
  public void accept(String line) {
    hasAny = true;
    terminal.accept(line);
  }

  int exitCode() {
    return hasAny ? SOME_FAILED : 0;
  }
}
