package org.cycleat.recognition;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.face.Box;
import org.cycleat.face.Landmarks;

/**
 * A face and its expression.
 *
 * @param id number of the face in its film, where one face keeps one number; in a photograph the
 *     faces are numbered from 1, the most certain first
 * @param box the face in the photograph's pixels
 * @param score the detector's confidence in (0, 1]
 * @param landmarks 68 points in the photograph's pixels, where they are located
 * @param expression code of the most probable expression
 * @param probabilities probability of each expression by code, in the model's order
 * @param attention where the network looked, for models that tell
 * @param movements what the face does, of recognisers that read it
 */
public record Face(
    int id,
    Box box,
    double score,
    Optional<Landmarks> landmarks,
    String expression,
    Map<String, Double> probabilities,
    Optional<AttentionMap> attention,
    Optional<Movements> movements) {

  public Face {
    probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    if (!probabilities.containsKey(expression)) {
      throw new IllegalArgumentException("no probability for the expression " + expression);
    }
  }

  /** Of a recogniser that reads no movements. */
  public Face(
      int id,
      Box box,
      double score,
      Optional<Landmarks> landmarks,
      String expression,
      Map<String, Double> probabilities,
      Optional<AttentionMap> attention) {
    this(id, box, score, landmarks, expression, probabilities, attention, Optional.empty());
  }

  /** Probability of the most probable expression. */
  public double probability() {
    return probabilities.get(expression);
  }

  /** The subject of a photograph: the face of the most {@link Box#prominence}. */
  public static Optional<Face> main(List<Face> faces, int imageWidth, int imageHeight) {
    return faces.stream()
        .max(Comparator.comparingDouble(face -> face.box.prominence(imageWidth, imageHeight)));
  }

  /** The same face with another number. */
  Face numbered(int other) {
    return new Face(other, box, score, landmarks, expression, probabilities, attention, movements);
  }

  /** The same face with other numbers, and the expression that they make the best. */
  Face with(Map<String, Double> others, Optional<Movements> done) {
    return new Face(id, box, score, landmarks, mostProbable(others), others, attention, done);
  }

  /** The first of the most probable codes. */
  static String mostProbable(Map<String, Double> probabilities) {
    String best = null;
    for (Map.Entry<String, Double> entry : probabilities.entrySet()) {
      if (best == null || entry.getValue() > probabilities.get(best)) {
        best = entry.getKey();
      }
    }
    return best;
  }
}
