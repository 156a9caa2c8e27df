package org.cycleat.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.cycleat.data.OnePass;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.Manifest;
import org.cycleat.face.LandmarkError;
import org.cycleat.model.LandmarkNetwork;
import org.cycleat.nn.Pass;
import org.cycleat.train.StepReport;
import org.cycleat.train.TrainingListener;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * Tells after each epoch how far the landmarks of other people are off, in crops with the same
 * errors, grain and covers as in training, but the same ones each time.
 */
final class LandmarkValidation implements TrainingListener {
  private static final int BATCH = 50;
  private static final long SEED = 68;

  private final Session session;
  private final Manifest manifest;
  private final long stepsPerEpoch;
  private final Consumer<String> report;
  private final OnePass pass;
  private final Operand<TFloat32> errors;

  LandmarkValidation(
      Ops tf,
      Session session,
      LandmarkNetwork network,
      Manifest manifest,
      long stepsPerEpoch,
      Consumer<String> report) {
    this.session = session;
    this.manifest = manifest;
    this.stepsPerEpoch = stepsPerEpoch;
    this.report = report;
    pass = OnePass.over(tf, Pipeline.plain(LandmarkTraining.IMAGE_SIZE, BATCH));
    errors = manifest.size() == 0 ? null : errors(tf, network);
  }

  /** Mean distance of the points of each face, [B]. */
  private Operand<TFloat32> errors(Ops tf, LandmarkNetwork network) {
    var first = tf.gather(pass.indices(), tf.constant(0), tf.constant(0));
    var seed = tf.stack(List.of(tf.constant(SEED), first));
    var views =
        new LandmarkViews(tf, LandmarkSamples.of(manifest)).of(pass.images(), pass.indices(), seed);
    var batch = tf.size(pass.indices());
    var crops = new GreyJitter(tf, batch, seed).of(views.crops());
    var off = tf.math.sub(network.apply(Pass.inference(tf), crops), views.points());
    var pairs = tf.reshape(tf.math.square(off), tf.constant(new int[] {-1, 68, 2}));
    var distances = tf.math.sqrt(tf.reduceSum(pairs, tf.constant(2))); // [B, 68]
    var mean = tf.math.mean(distances, tf.constant(1));
    return tf.math.div(mean, tf.squeeze(views.unit(), Squeeze.axis(List.of(1L))));
  }

  @Override
  public void onStep(StepReport step) {
    if (errors == null || step.step() % stepsPerEpoch != 0) {
      return;
    }
    List<Double> values = new ArrayList<>();
    int count = pass.start(session, manifest);
    for (int i = 0; i < count; i++) {
      try (Result result = session.runner().fetch(errors).run()) {
        ((TFloat32) result.get(0))
            .scalars()
            .forEach(value -> values.add((double) value.getFloat()));
      }
    }
    report.accept(
        "epoch %d, other people: %s"
            .formatted(step.step() / stepsPerEpoch, new LandmarkError(values)));
  }
}
