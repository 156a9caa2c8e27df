package org.cycleat.dataset;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The votes of FER+ (Barsoum et al., "Training Deep Networks for Facial Expression Recognition with
 * Crowd-Sourced Label Distribution", ICMI 2016): ten people on each face of FER2013.
 */
final class FerPlus {
  /** The column of a manifest that has the ten counts of a face, apart by blanks or commas. */
  static final String COLUMN = "votes";

  /** The columns of fer2013new.csv behind Usage and Image name, in its order. */
  static final List<String> COLUMNS =
      List.of(
          "neutral",
          "happiness",
          "surprise",
          "sadness",
          "anger",
          "disgust",
          "fear",
          "contempt",
          "unknown",
          "nf");

  private static final int EXPRESSIONS = 8;
  private static final int LEAST = 5;

  private static final Pattern APART = Pattern.compile("[\\s,;]+");
  private static final Pattern COUNTS = Pattern.compile("\\d{1,6}([\\s,;]+\\d{1,6}){7,9}");

  private FerPlus() {}

  /** Whether any of the labels is an expression that people voted on. */
  static boolean areOf(Labels labels) {
    return COLUMNS.stream().anyMatch(labels::isKnown);
  }

  /** Whether a text is counts: all ten, or those of the expressions only. */
  static boolean areVotes(String text) {
    return COUNTS.matcher(text.strip()).matches();
  }

  /**
   * The expression that most have seen, where they are at least five and nothing else has as many
   * votes, neither another expression nor unknown or no face.
   *
   * @param votes counts in the order of {@link #COLUMNS}, apart by blanks
   * @return its name, or nothing where the votes do not decide
   */
  static String label(String votes) {
    if (!areVotes(votes)) {
      return "";
    }
    int[] counts = counts(votes);
    int best = 0;
    int equals = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > counts[best]) {
        best = i;
        equals = 0;
      }
      equals += counts[i] == counts[best] ? 1 : 0;
    }
    return best < EXPRESSIONS && counts[best] >= LEAST && equals == 1 ? COLUMNS.get(best) : "";
  }

  /**
   * How many have seen each expression; whoever has seen none of them, or no face, is left out.
   *
   * @param votes as of {@link #label}
   * @return by the expression's name
   * @throws IllegalArgumentException that says what was found instead of counts
   */
  static Map<String, Integer> byExpression(String votes) {
    int[] counts = counts(votes);
    Map<String, Integer> byExpression = new LinkedHashMap<>();
    for (int i = 0; i < EXPRESSIONS; i++) {
      byExpression.put(COLUMNS.get(i), counts[i]);
    }
    return byExpression;
  }

  private static int[] counts(String votes) {
    if (!areVotes(votes)) {
      throw new IllegalArgumentException(
          "found '%s', expected the ten counts of FER+, apart by blanks or commas"
              .formatted(votes));
    }
    return Arrays.stream(APART.split(votes.strip(), -1)).mapToInt(Integer::parseInt).toArray();
  }
}
