package org.cycleat.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What folds of the target's faces chose for f_T: {@code folds.json} in a method's folder.
 *
 * @param folds how many
 * @param beta weight of the attention transfer
 * @param epoch of the last phase, counted from 1
 * @param accuracy what both reached: the mean over the folds of the mean over the classes
 * @param trials all that was tried
 */
record FoldChoice(int folds, double beta, int epoch, double accuracy, List<Trial> trials) {
  private static final String FILE = "folds.json";

  /**
   * A weight of the attention transfer on all folds.
   *
   * @param accuracy after each epoch, the mean over the folds
   */
  record Trial(double beta, List<Double> accuracy) {

    /**
     * @param curves of each fold, after each epoch; of one length
     */
    static Trial of(double beta, List<List<Double>> curves) {
      List<Double> means = new ArrayList<>();
      for (int epoch = 0; epoch < curves.get(0).size(); epoch++) {
        int at = epoch;
        means.add(curves.stream().mapToDouble(curve -> curve.get(at)).average().orElseThrow());
      }
      return new Trial(beta, means);
    }
  }

  /** The best mean accuracy decides; of equals the first weight, and of its epochs the latest. */
  static FoldChoice among(int folds, List<Trial> trials) {
    FoldChoice best = new FoldChoice(folds, 0, 0, Double.NEGATIVE_INFINITY, trials);
    for (Trial trial : trials) {
      double before = best.accuracy;
      for (int epoch = 1; epoch <= trial.accuracy.size(); epoch++) {
        double reached = trial.accuracy.get(epoch - 1);
        if (reached > before && reached >= best.accuracy) {
          best = new FoldChoice(folds, trial.beta, epoch, reached, trials);
        }
      }
    }
    return best;
  }

  /** The one of a method's folder; nothing where nothing was chosen there. */
  static Optional<FoldChoice> in(Path home) {
    return Workspace.read(home.resolve(FILE), FoldChoice.class);
  }

  void write(Path home) {
    Workspace.writeJson(home.resolve(FILE), this);
  }

  /** For people. */
  @Override
  public String toString() {
    String weight = trials.size() > 1 ? "attention weight %s, ".formatted(beta) : "";
    return String.format(
        Locale.ROOT,
        "%sepoch %d of %d, %.1f %% mean accuracy on %d folds",
        weight,
        epoch,
        trials.get(0).accuracy.size(),
        100 * accuracy,
        folds);
  }
}
