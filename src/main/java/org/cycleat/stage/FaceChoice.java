package org.cycleat.stage;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cycleat.config.SelectionConfig;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.selection.NeighbourChoice;

/** Which generated faces each target face chooses, as the keys of {@code selection} say. */
record FaceChoice(SelectionConfig selection) {

  /**
   * The choice.
   *
   * @param principal components of the features, the candidates' rows, then the targets'
   * @param map of t-SNE, with the same rows
   * @return [targets][neighbours or fewer], indices of candidates, nearest first
   */
  int[][] of(Manifest candidates, Manifest targets, double[][] principal, double[][] map) {
    int generated = candidates.size();
    double[][] places =
        switch (selection.distances()) {
          case TSNE -> map;
          case PCA, CENTRED -> principal;
        };
    double[][] ofCandidates = Arrays.copyOfRange(places, 0, generated);
    double[][] ofTargets = Arrays.copyOfRange(places, generated, places.length);
    if (selection.distances() == SelectionConfig.Distances.CENTRED) {
      ofCandidates = centred(ofCandidates);
      ofTargets = centred(ofTargets);
    }
    return new NeighbourChoice(selection.neighbours(), selection.limit())
        .of(
            new NeighbourChoice.Points(ofTargets, groups(targets)),
            new NeighbourChoice.Points(ofCandidates, groups(candidates)));
  }

  /** The same with their mean at the origin. */
  private static double[][] centred(double[][] places) {
    double[] mean = new double[places[0].length];
    Arrays.setAll(mean, k -> Arrays.stream(places).mapToDouble(p -> p[k]).average().orElse(0));
    return Arrays.stream(places)
        .map(
            place -> IntStream.range(0, mean.length).mapToDouble(k -> place[k] - mean[k]).toArray())
        .toArray(double[][]::new);
  }

  /** By class, or all one group. */
  private int[] groups(Manifest faces) {
    return faces.samples().stream()
        .mapToInt(face -> selection.withinClass() ? face.likeliest() : Sample.UNLABELLED)
        .toArray();
  }
}
