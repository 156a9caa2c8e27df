package org.cycleat.selection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.cycleat.selection.TSne.Start;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TSneTest {
  private static final int FIRST = 23; // points of the first of two clusters, of 60

  @ParameterizedTest
  @CsvSource({"2, PCA", "3, PCA", "2, GAUSSIAN", "3, GAUSSIAN"})
  void clustersStayTogetherAndApart(int dimensions, Start start) {
    double[][] map = new TSne(dimensions, 10, 400, start, 4).embed(twoClusters());
    assertEquals(60, map.length);
    assertEquals(dimensions, map[0].length);
    int[][] nearest = NearestNeighbours.of(map, map, 6);
    for (int i = 0; i < 60; i++) {
      for (int j : nearest[i]) {
        assertEquals(i < FIRST, j < FIRST, "point " + i + " and its neighbour " + j);
      }
    }
    for (int axis = 0; axis < dimensions; axis++) {
      int k = axis;
      assertEquals(0, Arrays.stream(map).mapToDouble(p -> p[k]).sum(), 1e-9, "centred");
      assertTrue(Arrays.stream(map).mapToDouble(p -> Math.abs(p[k])).max().orElseThrow() > 0.1);
    }
  }

  @Test
  void divergenceFalls() {
    List<Integer> iterations = new ArrayList<>();
    List<Double> divergences = new ArrayList<>();
    new TSne(2, 10, 420, Start.GAUSSIAN, 1)
        .embed(
            twoClusters(),
            (iteration, divergence) -> {
              iterations.add(iteration);
              divergences.add(divergence);
            });
    assertEquals(List.of(50, 100, 150, 200, 250, 300, 350, 400, 420), iterations);
    double last = divergences.get(8);
    assertTrue(last < divergences.get(0) && last < 0.5, "divergences " + divergences);
    assertTrue(last > 0, "divergences are positive");
  }

  @Test
  void sameForASeedOnAnyNumberOfThreads() throws Exception {
    var tsne = new TSne(3, 8, 60, Start.GAUSSIAN, 9);
    double[][] points = twoClusters();
    double[][] inCommonPool = tsne.embed(points);
    var single = new ForkJoinPool(1);
    try {
      double[][] onOneThread = single.submit(() -> tsne.embed(points)).get();
      for (int i = 0; i < 60; i++) {
        assertArrayEquals(inCommonPool[i], onOneThread[i]);
      }
    } finally {
      single.shutdown();
    }
    double[][] otherSeed = new TSne(3, 8, 60, Start.GAUSSIAN, 10).embed(points);
    assertFalse(Arrays.equals(inCommonPool[0], otherSeed[0]));
  }

  @Test
  void copiesOfOnePointStayFinite() {
    var points = new double[8][3];
    points[7][1] = 2;
    for (double[] point : new TSne(3, 3, 100, Start.PCA, 1).embed(points)) {
      for (double value : point) {
        assertTrue(Double.isFinite(value));
      }
    }
    for (double[] point : new TSne(2, 3, 100, Start.PCA, 1).embed(new double[8][3])) {
      assertTrue(Double.isFinite(point[0]) && Double.isFinite(point[1]));
    }
  }

  @Test
  void usualSettingsFitTheNumberOfPoints() {
    assertEquals(new TSne(3, 30, 1000, Start.PCA, 7), TSne.of(500, 3, 7));
    assertEquals(3, TSne.of(10, 2, 7).perplexity());
    assertThrows(IllegalArgumentException.class, () -> TSne.of(4, 2, 7));
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new TSne(0, 5, 10, Start.PCA, 1));
    assertThrows(IllegalArgumentException.class, () -> new TSne(4, 5, 10, Start.PCA, 1));
    assertThrows(IllegalArgumentException.class, () -> new TSne(2, 1, 10, Start.PCA, 1));
    assertThrows(IllegalArgumentException.class, () -> new TSne(2, Double.NaN, 10, Start.PCA, 1));
    assertThrows(IllegalArgumentException.class, () -> new TSne(2, 5, 0, Start.PCA, 1));
    var tsne = new TSne(2, 5, 10, Start.PCA, 1);
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> tsne.embed(new double[6][2]))
            .getMessage()
            .contains("below the number of neighbours 5, got 5"));
    assertThrows(IllegalArgumentException.class, () -> tsne.embed(new double[0][]));
  }

  private static double[][] twoClusters() {
    var random = new Random(6);
    var points = new double[60][5];
    for (int i = 0; i < 60; i++) {
      double centre = i < FIRST ? 0 : 12;
      Arrays.setAll(points[i], j -> centre + random.nextGaussian());
    }
    return points;
  }
}
