package org.cycleat.train;

import java.time.Duration;

/** How a display says how long a task still takes. */
final class TimeLeft {
  private TimeLeft() {}

  /** As {@code 0:32:20 left}: hours, minutes, seconds. */
  static String of(double seconds) {
    Duration left = Duration.ofSeconds(Math.round(seconds));
    return "%d:%02d:%02d left"
        .formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart());
  }
}
