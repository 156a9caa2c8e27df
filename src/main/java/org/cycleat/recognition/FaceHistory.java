package org.cycleat.recognition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each face of a film showed, and when: for its summary and its timeline. */
public final class FaceHistory {

  /**
   * One face in one frame.
   *
   * @param seconds from the film's start
   * @param expression code of the most probable expression
   * @param probabilities of the expressions in the model's order
   */
  @SuppressWarnings("ArrayRecordComponent") // an hour of film has 100,000 of them: kept small
  public record Appearance(float seconds, String expression, float[] probabilities) {}

  private final Map<Integer, List<Appearance>> faces = new LinkedHashMap<>();

  /** Takes the faces of the next frame. */
  public void add(Moment moment, List<Face> seen) {
    for (Face face : seen) {
      float[] probabilities = new float[face.probabilities().size()];
      int k = 0;
      for (double p : face.probabilities().values()) {
        probabilities[k++] = (float) p;
      }
      faces
          .computeIfAbsent(face.id(), id -> new ArrayList<>())
          .add(new Appearance((float) moment.seconds(), face.expression(), probabilities));
    }
  }

  /** The appearances of each face, by its number, in the order of time. */
  public Map<Integer, List<Appearance>> faces() {
    return Collections.unmodifiableMap(faces);
  }
}
