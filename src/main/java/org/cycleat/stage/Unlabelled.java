package org.cycleat.stage;

import java.util.List;
import java.util.Optional;
import org.cycleat.config.TargetConfig;
import org.cycleat.data.Batches;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.Manifest;
import org.tensorflow.op.Ops;

/**
 * Faces without labels, from which a classifier learns what its teacher sees in them.
 *
 * @param rules how many, how much they count, and when the teacher is sure
 * @param shares of the classes among the labelled target faces
 */
record Unlabelled(Manifest faces, TargetConfig rules, List<Float> shares) {

  /** How often each class is expected, where the teacher's predictions are aligned: [K]. */
  Optional<float[]> prior() {
    int classes = shares.size();
    float[] prior = new float[classes];
    for (int k = 0; k < classes; k++) {
      boolean isUniform = rules.alignDistribution() == TargetConfig.Alignment.UNIFORM;
      prior[k] = isUniform ? 1f / classes : shares.get(k);
    }
    return rules.alignDistribution() == TargetConfig.Alignment.NONE
        ? Optional.empty()
        : Optional.of(prior);
  }

  /**
   * The weak views of the faces and the strong ones.
   *
   * @param labelled how labelled images become batches
   */
  List<Batches> views(Ops tf, Pipeline labelled, long seed) {
    return Batches.views(tf, faces, labelled.views(count(labelled)), seed);
  }

  /** Unlabelled faces in a step. */
  int count(Pipeline labelled) {
    return rules.unlabelledRatio() * labelled.batchSize();
  }
}
