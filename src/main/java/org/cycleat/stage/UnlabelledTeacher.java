package org.cycleat.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cycleat.config.TargetConfig;
import org.cycleat.loss.ClassConfidence;
import org.cycleat.loss.PseudoLabels;
import org.cycleat.model.Classifier;
import org.cycleat.nn.Pass;
import org.cycleat.train.RunningMean;
import org.cycleat.train.StoredVariable;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What the teacher of a classifier says of unlabelled faces. It remembers how often it saw each
 * class, where its predictions are aligned, and how sure it was of labelled faces, where its
 * margins adapt.
 */
final class UnlabelledTeacher {
  private final Classifier network;
  private final Unlabelled unlabelled;
  private final int classes;

  /** Mean of the predictions, before their alignment: [K]. */
  private final Optional<RunningMean> predicted;

  /** Mean confidence in labelled faces that are recognised: [K]. */
  private final Optional<RunningMean> sureness;

  private final List<Op> updates = new ArrayList<>();

  /**
   * @param network used as in inference, and not moved
   */
  UnlabelledTeacher(Ops tf, Classifier network, Unlabelled unlabelled, int classes) {
    this.network = network;
    this.unlabelled = unlabelled;
    this.classes = classes;
    predicted =
        unlabelled.prior().map(prior -> new RunningMean(tf, "predicted", filled(1f / classes)));
    boolean isAdaptive = unlabelled.rules().confidenceMargin() == TargetConfig.Margin.ADAPTIVE;
    sureness =
        isAdaptive ? Optional.of(new RunningMean(tf, "sureness", filled(1))) : Optional.empty();
  }

  /** The classes of the weak views. What it remembers is of the first tower that asks. */
  PseudoLabels labels(Pass pass, ClassifierGraph.Faces faces) {
    Ops tf = pass.tf();
    boolean isFirst = updates.isEmpty();
    var probabilities = probabilities(pass, faces.unlabelled().orElseThrow().weak());
    if (isFirst) {
      predicted.ifPresent(
          mean ->
              updates.add(
                  mean.update(
                      tf.math.mean(probabilities, tf.constant(0)),
                      tf.constant(filled(1)),
                      pass.step())));
      sureness.ifPresent(mean -> updates.add(surer(pass, mean, faces.images(), faces.labels())));
    }
    var thresholds = tf.constant(filled((float) unlabelled.rules().confidence()));
    return PseudoLabels.of(
        tf,
        predicted.isEmpty()
            ? probabilities
            : PseudoLabels.aligned(
                tf,
                probabilities,
                predicted.get().value(),
                tf.constant(unlabelled.prior().orElseThrow())),
        sureness.isEmpty() ? thresholds : tf.math.mul(thresholds, sureness.get().value()));
  }

  private Op surer(Pass pass, RunningMean mean, Operand<TFloat32> images, Operand<TInt32> labels) {
    var found = ClassConfidence.of(pass.tf(), probabilities(pass, images), labels);
    return mean.update(found.mean(), found.known(), pass.step());
  }

  private Operand<TFloat32> probabilities(Pass pass, Operand<TFloat32> images) {
    return pass.tf().nn.softmax(network.apply(pass.frozen(), images).logits());
  }

  private float[] filled(float value) {
    float[] all = new float[classes];
    Arrays.fill(all, value);
    return all;
  }

  /** What a step must run, so that all is remembered. */
  List<Op> updates() {
    return updates;
  }

  void initialize(Session session) {
    means().forEach(mean -> mean.initialize(session));
  }

  /** What a training checkpoint must keep. */
  List<StoredVariable> stored() {
    return means().flatMap(mean -> mean.stored().stream()).toList();
  }

  private Stream<RunningMean> means() {
    return Stream.of(predicted, sureness).flatMap(Optional::stream);
  }
}
