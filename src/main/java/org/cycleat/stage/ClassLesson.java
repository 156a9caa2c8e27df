package org.cycleat.stage;

import java.util.List;
import java.util.Locale;
import org.cycleat.data.Pipeline;
import org.cycleat.data.TargetRule;
import org.cycleat.data.Targets;
import org.cycleat.evaluation.Evaluator;
import org.cycleat.loss.CrossEntropy;
import org.cycleat.model.Classifier;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The classes of faces, by cross-entropy: what every classifier of the method learns. */
record ClassLesson(CrossEntropy entropy) implements Lesson {
  static final String ACCURACY = "validation_accuracy";

  @Override
  public String lossName() {
    return "entropy";
  }

  @Override
  public String scoreName() {
    return ACCURACY;
  }

  @Override
  public String describe(double score) {
    return String.format(Locale.ROOT, "%.1f %% mean accuracy", 100 * score);
  }

  @Override
  public TargetRule targets(double votes, List<Float> weights) {
    return new Targets(votes, entropy, weights);
  }

  @Override
  public Operand<TFloat32> loss(
      Ops tf, Operand<TFloat32> outputs, ClassifierGraph.Faces faces, boolean isWeighted) {
    return isWeighted
        ? entropy.ofWeighted(tf, outputs, faces.targets(), faces.labels())
        : entropy.of(tf, outputs, faces.targets(), faces.labels());
  }

  @Override
  public Validation validation(Ops tf, Classifier network, Pipeline plain) {
    Evaluator evaluator = new Evaluator(tf, network, plain);
    return (session, faces) -> evaluator.evaluate(session, faces).average();
  }
}
