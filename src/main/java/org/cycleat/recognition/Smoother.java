package org.cycleat.recognition;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Smooths the probabilities and movements of the faces of one video, each for itself. */
final class Smoother {
  /** A face that is unseen for longer, in microseconds, gets another number when it comes back. */
  private static final long FORGOTTEN = 2_000_000;

  private record Past(
      Map<String, Double> probabilities, Optional<Movements> movements, long time) {}

  private final Smoothing smoothing;
  private final Map<Integer, Past> pasts = new HashMap<>();

  Smoother(Smoothing smoothing) {
    this.smoothing = smoothing;
  }

  /**
   * The face with the mean of its numbers until now.
   *
   * @param timeMicros of the frame, in microseconds
   */
  Face smooth(Face face, long timeMicros) {
    Past past = pasts.get(face.id());
    Map<String, Double> probabilities = face.probabilities();
    Optional<Movements> movements = face.movements();
    if (past != null) {
      double share = smoothing.past(timeMicros - past.time);
      probabilities = Movements.mean(past.probabilities, probabilities, share);
      movements =
          movements.map(
              now -> past.movements.map(before -> now.smoothed(before, share)).orElse(now));
    }
    pasts.put(face.id(), new Past(probabilities, movements, timeMicros));
    return face.with(probabilities, movements);
  }

  /** Lets go of the faces that have not been seen for long. */
  void forgetBefore(long timeMicros) {
    pasts.values().removeIf(past -> timeMicros - past.time > FORGOTTEN);
  }
}
