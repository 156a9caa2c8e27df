package org.cycleat.stage;

import org.cycleat.config.SelectionConfig;
import org.cycleat.selection.Pca;
import org.cycleat.selection.TSne;
import org.cycleat.train.TaskProgress;

/** Features of faces as places in fewer dimensions: principal components, then t-SNE. */
record Embedding(SelectionConfig selection, long seed) {

  /**
   * The places after both.
   *
   * @param features [N][D]
   * @return [N][selection.tsneDimensions]
   */
  double[][] of(float[][] features) {
    return map(principal(features));
  }

  /**
   * The principal components.
   *
   * @param features [N][D]
   * @return [N][selection.pcaDimensions], or fewer where the features span fewer
   */
  double[][] principal(float[][] features) {
    int components = Math.min(selection.pcaDimensions(), features.length - 1);
    try (var progress = new TaskProgress("principal components", features[0].length)) {
      return Pca.of(features, components, progress::reached).scores();
    }
  }

  /**
   * The map of t-SNE.
   *
   * @param principal as {@link #principal} gives them
   * @return [N][selection.tsneDimensions]
   */
  double[][] map(double[][] principal) {
    // A perplexity is a number of neighbours: few points have few.
    double perplexity = Math.min(selection.perplexity(), (principal.length - 1) / 3.0);
    TSne tsne =
        new TSne(
            selection.tsneDimensions(),
            perplexity,
            selection.tsneIterations(),
            TSne.Start.PCA,
            seed);
    try (var progress = new TaskProgress("t-SNE", selection.tsneIterations())) {
      return tsne.embed(principal, (iteration, divergence) -> progress.reached(iteration));
    }
  }
}
