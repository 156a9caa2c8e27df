package org.cycleat.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cycleat.data.OnePass;
import org.cycleat.data.Pipeline;
import org.cycleat.data.TargetRule;
import org.cycleat.dataset.FacialMovement;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.evaluation.MovementFit;
import org.cycleat.loss.HuberLoss;
import org.cycleat.model.Classifier;
import org.cycleat.nn.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The movements of rendered faces, which their manifest has: each counts in units of its standard
 * deviation over the training images.
 */
record MovementLesson(HuberLoss loss) implements Lesson {
  static final String ERROR = "error";

  static final String CORRELATION = "validation_correlation";

  /** Added to deviations: what hardly ever moves is not to count more than the rest. */
  private static final double LEAST_DEVIATION = 0.02;

  private static final TargetRule MOVEMENTS =
      new TargetRule() {
        @Override
        public int length(int classes) {
          return FacialMovement.values().length;
        }

        @Override
        public float[] of(List<Sample> samples, int classes) {
          int length = length(classes);
          float[] rows = new float[samples.size() * length];
          for (int i = 0; i < samples.size(); i++) {
            System.arraycopy(FacialMovement.of(samples.get(i)), 0, rows, i * length, length);
          }
          return rows;
        }
      };

  /**
   * @throws org.cycleat.UserException where an image's manifest lacks its movements
   */
  static MovementLesson of(Manifest training) {
    List<Float> deviations = new ArrayList<>();
    List<float[]> rows = training.samples().stream().map(FacialMovement::of).toList();
    for (int k = 0; k < FacialMovement.values().length; k++) {
      int movement = k;
      double mean = rows.stream().mapToDouble(row -> row[movement]).average().orElse(0);
      double square =
          rows.stream()
              .mapToDouble(row -> (row[movement] - mean) * (row[movement] - mean))
              .average()
              .orElse(0);
      deviations.add((float) (Math.sqrt(square) + LEAST_DEVIATION));
    }
    return new MovementLesson(new HuberLoss(deviations));
  }

  @Override
  public String lossName() {
    return ERROR;
  }

  @Override
  public String scoreName() {
    return CORRELATION;
  }

  @Override
  public String describe(double score) {
    return String.format(Locale.ROOT, "%.3f mean correlation", score);
  }

  @Override
  public TargetRule targets(double votes, List<Float> weights) {
    return MOVEMENTS;
  }

  @Override
  public Operand<TFloat32> loss(
      Ops tf, Operand<TFloat32> outputs, ClassifierGraph.Faces faces, boolean isWeighted) {
    return loss.of(tf, outputs, faces.targets());
  }

  @Override
  public Validation validation(Ops tf, Classifier network, Pipeline plain) {
    OnePass input = OnePass.over(tf, plain);
    var movements = network.apply(Pass.inference(tf), input.images()).logits(); // [N, K]
    return (session, faces) ->
        MovementFit.of(input.read(session, faces, movements, done -> {}), faces).average();
  }
}
