package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.dataset.Csv;
import org.cycleat.dataset.Splits;

/**
 * Chooses how long f_T learns, and the weight of its attention transfer, by folds of the target's
 * faces; then trains it on all of them. For each weight f_T is trained on all folds but one, by
 * every phase with target faces, and evaluated on that one after each epoch of the last phase.
 * Phases before the last keep their last epoch. The one over generated faces alone has no target
 * faces: it is made once for all folds and for the training that follows.
 *
 * <p>Generated faces are the same on every fold, and were selected for all target faces, among them
 * those that the fold holds back: unless the selection goes by labels, what is known of these is
 * how they look. So accuracies of methods with generated faces may be a little high. They choose,
 * and are no result.
 *
 * @param home the method's folder
 * @param curriculums by the weight of the attention transfer
 */
record TargetFolds(RunContext run, Path home, DoubleFunction<Curriculum> curriculums) {

  /**
   * Trains what is not complete.
   *
   * @param faces all of the target's, without a validation part
   * @param betas the weights to try
   */
  void train(TargetFaces faces, List<Double> betas) {
    List<Splits.Split> folds = run.data().folds();
    List<FoldChoice.Trial> trials = new ArrayList<>();
    for (double beta : betas) {
      List<List<Double>> curves = new ArrayList<>();
      for (int i = 0; i < folds.size(); i++) {
        Path place = placeOf(home, beta).resolve("fold-%d".formatted(i + 1));
        if (!run.workspace().isComplete(place)) {
          run.report()
              .accept("fold %d of %d, attention weight %s".formatted(i + 1, folds.size(), beta));
          forTarget(beta, faces).train(place, faces.on(folds.get(i)));
        }
        discardWeights(place);
        curves.add(curve(place));
      }
      trials.add(FoldChoice.Trial.of(beta, curves));
    }
    FoldChoice choice = FoldChoice.among(folds.size(), trials);
    choice.write(home);
    run.report().accept("chosen by folds: " + choice);
    forTarget(choice.beta(), faces).upTo(choice.epoch()).train(home, faces);
  }

  /** Where all is that was tried with a weight. */
  static Path placeOf(Path home, double beta) {
    return home.resolve("folds").resolve("beta-" + beta);
  }

  /** The phases with target faces, once the one without is over. */
  private Curriculum forTarget(double beta, TargetFaces faces) {
    Curriculum whole = curriculums.apply(beta);
    boolean begins = whole.phases().size() > 1 && whole.phases().get(0) == TargetPhase.GENERATED;
    return begins
        ? whole.afterFirst(TargetPhase.GENERATED.folderIn(placeOf(home, beta)), faces)
        : whole;
  }

  /** All that is needed of a fold is its curve; weights and states of many folds are large. */
  private static void discardWeights(Path place) {
    try {
      WholeFile.delete(place.resolve("state"));
      WholeFile.delete(place.resolve(TargetTraining.F_T));
      WholeFile.delete(TargetPhase.MIXTURE.folderIn(place));
    } catch (IOException e) {
      throw UserException.cannotWrite(place, e);
    }
  }

  /** The accuracy after each epoch. */
  private static List<Double> curve(Path place) {
    return Csv.read(place.resolve(BestEpoch.FILE_NAME)).stream()
        .skip(1)
        .map(row -> Double.valueOf(row.cells().get(1)))
        .toList();
  }
}
