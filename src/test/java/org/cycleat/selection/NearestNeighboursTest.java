package org.cycleat.selection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
  private static final double[][] CANDIDATES = {{3, 0}, {0, 1}, {0, -1}, {10, 10}, {-1, 0}};

  @Test
  void nearestFirstAndTiesByIndex() {
    double[][] queries = {{0, 0}, {9, 9}, {2, 0}};
    int[][] nearest = NearestNeighbours.of(queries, CANDIDATES, 2);
    assertArrayEquals(new int[] {1, 2}, nearest[0]);
    assertArrayEquals(new int[] {3, 0}, nearest[1]);
    assertArrayEquals(new int[] {0, 1}, nearest[2]);
    assertArrayEquals(new int[] {1, 2, 4, 0, 3}, NearestNeighbours.of(queries, CANDIDATES, 5)[0]);
  }

  @Test
  void agreesWithASortOfAllCandidates() {
    var random = new Random(8);
    var queries = new float[7][3];
    var candidates = new float[31][3];
    for (float[][] points : List.of(queries, candidates)) {
      for (float[] point : points) {
        for (int k = 0; k < 3; k++) {
          point[k] = random.nextInt(3); // coarse, so that there are ties
        }
      }
    }
    int[][] nearest = NearestNeighbours.of(queries, candidates, 9);
    for (int q = 0; q < 7; q++) {
      float[] query = queries[q];
      int[] sorted =
          IntStream.range(0, 31)
              .boxed()
              .sorted(
                  Comparator.comparingDouble(
                      c ->
                          Math.pow(query[0] - candidates[c][0], 2)
                              + Math.pow(query[1] - candidates[c][1], 2)
                              + Math.pow(query[2] - candidates[c][2], 2)))
              .limit(9)
              .mapToInt(c -> c)
              .toArray();
      assertArrayEquals(sorted, nearest[q]);
    }
  }

  @Test
  void refusesWhatHasNoNeighbours() {
    double[][] query = {{0, 0}};
    assertRefused("between 1 and 5 neighbours, asked for 6", query, 6);
    assertRefused("asked for 0", query, 0);
    assertRefused(
        "queries[0]: expected finite features, got NaN", new double[][] {{0, Double.NaN}}, 1);
    assertRefused("queries[1]", new double[][] {{0, 0}, {0}}, 1);
    assertRefused("3 features, candidates 2", new double[][] {{0, 0, 0}}, 1);
    float[][] infinite = {{0}, {Float.POSITIVE_INFINITY}};
    assertThrows(
        IllegalArgumentException.class,
        () -> NearestNeighbours.of(new float[][] {{0}}, infinite, 1));
  }

  @Test
  void unionCountsVotes() {
    int[][] nearest = {{4, 0, 7}, {7, 2, 4}, {9, 7, 0}};
    assertEquals(
        List.of(
            new SelectedFace(0, 2),
            new SelectedFace(2, 1),
            new SelectedFace(4, 2),
            new SelectedFace(7, 3),
            new SelectedFace(9, 1)),
        SelectedFace.union(nearest));
    assertTrue(SelectedFace.union(new int[0][]).isEmpty());
  }

  private static void assertRefused(String message, double[][] queries, int t) {
    String found =
        assertThrows(
                IllegalArgumentException.class, () -> NearestNeighbours.of(queries, CANDIDATES, t))
            .getMessage();
    assertTrue(found.contains(message), found);
  }
}
