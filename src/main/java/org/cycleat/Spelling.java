package org.cycleat;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelt one most likely stands for. */
public final class Spelling {
  private Spelling() {}

  /**
   * The nearest of the known keys, or nothing when none is near.
   *
   * <p>A key in the wrong section, or without one, is a single mistake, however long the section's
   * name: {@code cycleWeight} is near {@code gan.cycleWeight}.
   */
  public static Optional<String> nearest(String given, Collection<String> known) {
    return known.stream()
        .filter(key -> distance(given, key) <= Math.max(1, leaf(given).length() / 2))
        .min(
            Comparator.<String>comparingInt(key -> distance(given, key))
                .thenComparingInt(key -> edits(given, key)));
  }

  private static int distance(String given, String key) {
    return Math.min(edits(given, key), 1 + edits(leaf(given), leaf(key)));
  }

  private static String leaf(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /**
   * Number of insertions, deletions, replacements and swaps of neighbours that turn one text into
   * the other, upper and lower case being equal (optimal string alignment distance).
   */
  static int edits(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
