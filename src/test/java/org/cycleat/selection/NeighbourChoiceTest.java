package org.cycleat.selection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.cycleat.selection.NeighbourChoice.Points;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighbourChoiceTest {

  private static Points line(double... places) {
    return group(Arrays.stream(places).mapToObj(x -> new double[] {x}).toArray(double[][]::new));
  }

  private static Points group(double[]... places) {
    return new Points(places, new int[places.length]);
  }

  @Test
  void withoutALimitEachTakesTheNearest() {
    var random = new Random(5);
    double[][] queries = random(random, 9);
    double[][] candidates = random(random, 14);
    assertArrayEquals(
        NearestNeighbours.of(queries, candidates, 4),
        new NeighbourChoice(4, 0).of(group(queries), group(candidates)));
  }

  /** Both want 0.4, which is nearer to the first, then both -4. */
  @Test
  void aCandidateGoesToTheQueriesThatItIsNearestTo() {
    Points queries = line(0, 1);
    Points candidates = line(0.4, 3, -4, 9);
    assertArrayEquals(new int[][] {{0}, {1}}, new NeighbourChoice(1, 1).of(queries, candidates));
    assertArrayEquals(
        new int[][] {{0, 2}, {1, 3}}, new NeighbourChoice(2, 1).of(queries, candidates));
    assertArrayEquals(
        new int[][] {{0, 1}, {0, 1}}, new NeighbourChoice(2, 2).of(queries, candidates));
  }

  @Test
  void ofEquallyNearOnesTheEarlierQueryAndTheEarlierCandidateComeFirst() {
    Points queries = line(0, 0, 0);
    Points candidates = line(-1, 1, 1);
    assertArrayEquals(
        new int[][] {{0}, {1}, {2}}, new NeighbourChoice(1, 1).of(queries, candidates));
    assertArrayEquals(
        new int[][] {{0, 1}, {0, 2}, {1, 2}},
        new NeighbourChoice(2, 2).of(queries, line(1, -1, 5)));
  }

  /** All three are nearer to the first query, but the second gets its first before that. */
  @Test
  void everyQueryGetsOneBeforeAnyGetsTwo() {
    assertArrayEquals(
        new int[][] {{0, 1}, {2}}, new NeighbourChoice(2, 1).of(line(0, 2), line(0.1, 0.2, 0.9)));
  }

  /**
   * After the first round, each of A, B, C and D is chosen by the query beside it; in the second
   * the first three choose B, C and A, so that nothing is left to the fourth but D, which it has.
   * The second gives it B, and takes D.
   */
  @Test
  void aQueryThatFindsNothingNewSwaps() {
    Points queries =
        group(
            new double[] {1, 0},
            new double[] {3.5, 0.75},
            new double[] {1.5, 2.25},
            new double[] {100, 0});
    Points candidates =
        group(new double[] {0, 0}, new double[] {4, 0}, new double[] {2, 3}, new double[] {100, 0});
    assertArrayEquals(
        new int[][] {{0, 1}, {2, 3}, {2, 0}, {3, 1}},
        new NeighbourChoice(2, 2).of(queries, candidates));
  }

  @Test
  void eachChoosesWithinItsGroup() {
    Points queries = new Points(new double[][] {{0}, {0}, {0}}, new int[] {0, 1, 7});
    Points candidates = new Points(new double[][] {{0.1}, {6}, {5}, {7}}, new int[] {1, 0, 0, 1});
    assertArrayEquals(
        new int[][] {{2, 1}, {0, 3}, {}}, new NeighbourChoice(2, 0).of(queries, candidates));
    assertArrayEquals(
        new int[][] {{2, 1}, {0, 3}, {}}, new NeighbourChoice(3, 1).of(queries, candidates));
  }

  /** Queries, candidates, neighbours and limit, with just enough, too few and more than enough. */
  @ParameterizedTest
  @CsvSource({
    "12, 8, 4, 6",
    "20, 10, 6, 12",
    "7, 7, 3, 3",
    "12, 8, 4, 5",
    "9, 4, 3, 1",
    "5, 3, 9, 4",
    "30, 50, 4, 3"
  })
  void asManyAsThereAreGoRound(int queries, int candidates, int neighbours, int limit) {
    for (int seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      Points asking = group(random(random, queries));
      Points asked = group(random(random, candidates));
      var choice = new NeighbourChoice(neighbours, limit);
      int[][] chosen = choice.of(asking, asked);
      assertArrayEquals(chosen, choice.of(asking, asked));
      int all =
          Math.min(
              queries * Math.min(neighbours, candidates), candidates * Math.min(limit, queries));
      int total = 0;
      int[] votes = new int[candidates];
      for (int[] mine : chosen) {
        assertEquals(mine.length, Arrays.stream(mine).distinct().count());
        Arrays.stream(mine).forEach(c -> votes[c]++);
        total += mine.length;
        assertTrue(mine.length >= all / queries, () -> Arrays.deepToString(chosen));
        assertTrue(mine.length <= (all + queries - 1) / queries, () -> Arrays.deepToString(chosen));
      }
      assertEquals(all, total);
      assertTrue(Arrays.stream(votes).max().orElseThrow() <= limit, Arrays.toString(votes));
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThrows(IllegalArgumentException.class, () -> new NeighbourChoice(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new NeighbourChoice(1, -1));
    assertThrows(
        IllegalArgumentException.class, () -> new Points(new double[][] {{0}}, new int[] {0, 1}));
  }

  private static double[][] random(Random random, int count) {
    var places = new double[count][2];
    for (double[] place : places) {
      Arrays.setAll(place, k -> random.nextInt(6)); // coarse, so that there are ties
    }
    return places;
  }
}
