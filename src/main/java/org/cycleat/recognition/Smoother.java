package org.cycleat.recognition;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Smooths the probabilities of the faces of one film, each for itself. */
final class Smoother {
  /** A face that is unseen for longer, in microseconds, gets another number when it comes back. */
  private static final long FORGOTTEN = 2_000_000;

  private record Past(Map<String, Double> probabilities, long time) {}

  private final Smoothing smoothing;
  private final Map<Integer, Past> pasts = new HashMap<>();

  Smoother(Smoothing smoothing) {
    this.smoothing = smoothing;
  }

  /**
   * The face with the mean of its probabilities until now.
   *
   * @param timeMicros of the frame, in microseconds
   */
  Face smooth(Face face, long timeMicros) {
    Past past = pasts.get(face.id());
    Map<String, Double> mean = new LinkedHashMap<>(face.probabilities());
    if (past != null) {
      double share = smoothing.past(timeMicros - past.time);
      mean.replaceAll((code, now) -> share * past.probabilities.get(code) + (1 - share) * now);
    }
    pasts.put(face.id(), new Past(mean, timeMicros));
    return face.with(mean);
  }

  /** Lets go of the faces that have not been seen for long. */
  void forgetBefore(long timeMicros) {
    pasts.values().removeIf(past -> timeMicros - past.time > FORGOTTEN);
  }
}
