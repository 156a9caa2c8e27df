package org.cycleat.selection;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How queries choose among candidates: each the nearest of its own group, and a candidate is chosen
 * by a limited number of queries.
 *
 * @param neighbours that each query wants, at least 1
 * @param limit queries that may choose one candidate at most; 0 sets no limit
 */
public record NeighbourChoice(int neighbours, int limit) {
  public NeighbourChoice {
    if (neighbours < 1 || limit < 0) {
      throw new IllegalArgumentException(
          "expected a neighbour at least and no negative limit, got %d and %d"
              .formatted(neighbours, limit));
    }
  }

  /** Points, each a member of a group. */
  public static final class Points {
    private final double[][] places;
    private final int[] groups;

    /**
     * @param places [n][d], finite
     * @param groups [n]
     */
    public Points(double[][] places, int[] groups) {
      if (places.length != groups.length) {
        throw new IllegalArgumentException(
            "expected a group of each of %d points, got %d"
                .formatted(places.length, groups.length));
      }
      this.places = places;
      this.groups = groups;
    }

    private int[] members(int group) {
      return IntStream.range(0, groups.length).filter(i -> groups[i] == group).toArray();
    }

    private double[][] places(int[] members) {
      return Arrays.stream(members).mapToObj(i -> places[i]).toArray(double[][]::new);
    }
  }

  /**
   * What each query chooses. Every query has as many as it wants if its group has as many
   * candidates, and enough of them for all its queries under the limit; else the candidates that
   * there are go round, so that no query has two fewer than another of its group.
   *
   * @return [queries][at most neighbours], indices of candidates, nearest first
   * @throws IllegalArgumentException if places have unlike lengths or are not finite
   */
  public int[][] of(Points queries, Points candidates) {
    var chosen = new int[queries.groups.length][0];
    for (int group : Arrays.stream(queries.groups).distinct().toArray()) {
      int[] asking = queries.members(group);
      int[] asked = candidates.members(group);
      if (asked.length > 0) {
        int[][] choice = ofGroup(queries.places(asking), candidates.places(asked));
        for (int q = 0; q < asking.length; q++) {
          chosen[asking[q]] = Arrays.stream(choice[q]).map(c -> asked[c]).toArray();
        }
      }
    }
    return chosen;
  }

  private int[][] ofGroup(double[][] queries, double[][] candidates) {
    var rounds = new ChoiceRounds(queries, candidates, limit == 0 ? queries.length : limit);
    for (int round = 0; round < Math.min(neighbours, candidates.length); round++) {
      rounds.next();
    }
    return rounds.chosen();
  }
}
