package org.cycleat.video;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/** Ends FFmpeg's waiting for a network: when nothing came for long, or when it is asked to. */
final class Patience extends AVIOInterruptCB.Callback_Pointer {
  private final Duration longest;
  private volatile long start = System.nanoTime();
  private volatile BooleanSupplier asked = () -> false;

  /**
   * @param longest of one step, such as opening, or one picture
   */
  Patience(Duration longest) {
    this.longest = longest;
  }

  /** Another step begins. */
  void renew() {
    start = System.nanoTime();
  }

  /** Looks at this while it waits, too. */
  void endWhen(BooleanSupplier wish) {
    asked = wish;
  }

  boolean isAsked() {
    return asked.getAsBoolean();
  }

  /** FFmpeg's question whether to give up: 1 for yes. */
  @Override
  public int call(Pointer opaque) {
    return isAsked() || System.nanoTime() - start > longest.toNanos() ? 1 : 0;
  }

  @Override
  public String toString() {
    return "nothing came for " + longest.toSeconds() + " s";
  }
}
