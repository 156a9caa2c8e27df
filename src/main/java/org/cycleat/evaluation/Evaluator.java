package org.cycleat.evaluation;

import org.cycleat.data.Manifest;
import org.cycleat.data.OnePass;
import org.cycleat.data.Pipeline;
import org.cycleat.model.Classifier;
import org.cycleat.nn.Pass;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

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
    ConfusionMatrix confusion = new ConfusionMatrix(manifest.labels().codes());
    int batches = input.start(session, manifest);
    for (int b = 0; b < batches; b++) {
      try (Result result = session.runner().fetch(probabilities).fetch(input.labels()).run()) {
        add(confusion, (TFloat32) result.get(0), (TInt32) result.get(1));
      }
    }
    return confusion;
  }

  private static void add(ConfusionMatrix confusion, TFloat32 probabilities, TInt32 labels) {
    int images = (int) labels.size();
    int classes = confusion.codes().size();
    float[] all = new float[images * classes];
    probabilities.asRawTensor().data().asFloats().read(all);
    for (int i = 0; i < images; i++) {
      confusion.add(labels.getInt(i), largest(all, i * classes, classes));
    }
  }

  private static int largest(float[] values, int from, int length) {
    int best = 0;
    for (int k = 1; k < length; k++) {
      if (values[from + k] > values[from + best]) {
        best = k;
      }
    }
    return best;
  }
}
