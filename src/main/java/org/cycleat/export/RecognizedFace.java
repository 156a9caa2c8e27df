package org.cycleat.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cycleat.face.Box;

/**
 * A face and its expression.
 *
 * @param box the face in the photograph's pixels
 * @param score the detector's confidence in (0, 1]
 * @param expression code of the most probable expression
 * @param probabilities probability of each expression by code, in the model's order
 */
public record RecognizedFace(
    Box box, double score, String expression, Map<String, Double> probabilities) {

  public RecognizedFace {
    probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    if (!probabilities.containsKey(expression)) {
      throw new IllegalArgumentException("no probability for the expression " + expression);
    }
  }

  /** Probability of the most probable expression. */
  public double probability() {
    return probabilities.get(expression);
  }
}
