package org.cycleat.evaluation;

import java.util.List;
import java.util.function.IntConsumer;
import org.cycleat.data.OnePass;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.Manifest;
import org.cycleat.model.Classifier;
import org.cycleat.nn.Pass;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Judges a classifier, in inference, on every image of a manifest. */
public final class Evaluator {
  private final OnePass input;
  private final Operand<TFloat32> probabilities;

  /** Judges each image as it is, without voting. */
  public Evaluator(Ops tf, Classifier classifier, Pipeline pipeline) {
    this(tf, classifier, pipeline, Voting.NONE);
  }

  /**
   * @param pipeline its size is that of the classifier's images
   */
  public Evaluator(Ops tf, Classifier classifier, Pipeline pipeline, Voting voting) {
    input = OnePass.over(tf, pipeline.withSize(voting.loadSize(pipeline.size())));
    Pass pass = Pass.inference(tf);
    var views = voting.views(tf, input.images(), pipeline.size()); // [V * N, S, S, 3]
    var logits = classifier.apply(pass, views).logits();
    probabilities = voting.average(tf, tf.nn.softmax(logits)); // [N, K]
  }

  /** Counts what the session's weights make of each labelled image. */
  public ConfusionMatrix evaluate(Session session, Manifest manifest) {
    return predict(session, manifest, images -> {}).confusion();
  }

  /**
   * Asks the session's weights about each image.
   *
   * @param progress told after each batch how many images are judged
   */
  public Predictions predict(Session session, Manifest manifest, IntConsumer progress) {
    return new Predictions(
        manifest, List.of(input.read(session, manifest, probabilities, progress)));
  }
}
