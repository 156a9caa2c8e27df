package org.cycleat.stage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Splits;

/**
 * What f_T learns from.
 *
 * @param real the target's own images
 * @param selected generated faces that were selected for them; may be empty
 * @param validation images of the target that choose the epoch; empty where the last one is kept
 */
record TargetFaces(Manifest real, Manifest selected, Manifest validation) {

  /** The same with the target's own images as a fold divides them. */
  TargetFaces on(Splits.Split fold) {
    return new TargetFaces(fold.training(), selected, fold.validation());
  }

  /**
   * What a phase learns from and chooses its epoch by.
   *
   * @param isJudged whether it is to choose, or keeps its last epoch
   */
  Splits.Split of(TargetPhase phase, boolean isJudged) {
    Manifest training =
        switch (phase) {
          case GENERATED -> selected;
          case MIXTURE -> mixture();
          case REAL -> real;
        };
    return new Splits.Split(training, isJudged ? validation : validation.with(List.of()));
  }

  /** Those of the classes among the target's own images, by label or most probable class. */
  List<Float> shares() {
    float[] counts = new float[real.labels().size()];
    real.samples().forEach(sample -> counts[sample.likeliest()]++);
    List<Float> shares = new ArrayList<>();
    for (float count : counts) {
      shares.add(count / real.size());
    }
    return shares;
  }

  private Manifest mixture() {
    List<Sample> all = new ArrayList<>(real.samples());
    all.addAll(selected.samples());
    return real.with(all);
  }

  /**
   * How much each image of a phase counts; empty where all count the same.
   *
   * @param generated that of a generated face, where one of the target's counts 1
   */
  List<Float> weights(TargetPhase phase, float generated) {
    if (phase != TargetPhase.MIXTURE || generated == 1 || selected.size() == 0) {
      return List.of();
    }
    List<Float> weights = new ArrayList<>(Collections.nCopies(real.size(), 1f));
    weights.addAll(Collections.nCopies(selected.size(), generated));
    return weights;
  }
}
