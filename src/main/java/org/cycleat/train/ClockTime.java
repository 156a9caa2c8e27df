package org.cycleat.train;

import java.time.Duration;

/** How displays write a length of time. */
public final class ClockTime {
  private ClockTime() {}

  /** As {@code 0:32:20}: hours, minutes, seconds. */
  public static String of(Duration length) {
    return "%d:%02d:%02d"
        .formatted(length.toHours(), length.toMinutesPart(), length.toSecondsPart());
  }

  /** As {@code 0:32:20 left}. */
  static String left(double seconds) {
    return of(Duration.ofSeconds(Math.round(seconds))) + " left";
  }
}
