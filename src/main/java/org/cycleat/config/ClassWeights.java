package org.cycleat.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights of the classes in the cross-entropy, as a key says them: {@code none}, {@code balanced},
 * or {@code DI=3,FE=1.5}.
 */
public final class ClassWeights {
  private static final String NONE = "none";
  private static final String BALANCED = "balanced";

  private final String text;
  private final Map<String, Float> named = new LinkedHashMap<>();

  /**
   * Reads the text of a key.
   *
   * @throws IllegalArgumentException if it is none of the three forms
   */
  ClassWeights(String text) {
    this.text = text;
    if (!text.equals(NONE) && !text.equals(BALANCED)) {
      Arrays.stream(text.split(",", -1)).forEach(this::add);
    }
  }

  private void add(String item) {
    int at = item.indexOf('=');
    String code = item.substring(0, Math.max(at, 0)).strip();
    float weight =
        Float.parseFloat(item.substring(at + 1).strip()); // a NumberFormatException is one
    boolean fits = !code.isEmpty() && weight > 0 && Float.isFinite(weight);
    if (!fits || named.put(code, weight) != null) {
      throw new IllegalArgumentException(item);
    }
  }

  boolean isBalanced() {
    return text.equals(BALANCED);
  }

  /** Codes of the classes that the text names. */
  Iterable<String> codes() {
    return named.keySet();
  }

  /**
   * The weight of each class.
   *
   * @param labels codes of the K classes
   * @param counts images of each class, K numbers
   * @return K weights, for {@code balanced} one on average over the images; empty: all weigh the
   *     same
   */
  public List<Float> of(List<String> labels, int[] counts) {
    if (isBalanced()) {
      float mean = (float) Arrays.stream(counts).sum() / counts.length; // images of a class
      return Arrays.stream(counts).mapToObj(count -> mean / count).toList();
    }
    return named.isEmpty()
        ? List.of()
        : labels.stream().map(label -> named.getOrDefault(label, 1f)).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassWeights weights && text.equals(weights.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The text that was read. */
  @Override
  public String toString() {
    return text;
  }
}
