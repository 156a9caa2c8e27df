package org.cycleat.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.evaluation.Voting;
import org.cycleat.loss.AttentionTransfer;
import org.cycleat.model.Classifier;
import org.cycleat.model.Features;
import org.cycleat.nn.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Those of a classifier.
 *
 * @param info the classes, S, and the views that vote
 */
record ClassOutputs(Classifier classifier, ServingInfo info) implements ServedOutputs {

  /** In place of a mean probability of 0, which has no logarithm. */
  private static final float LEAST_PROBABILITY = 1e-37f;

  @Override
  public Map<String, Operand<TFloat32>> of(Ops tf, Operand<TFloat32> images) {
    Voting voting = info.voting();
    var views = voting.views(tf, images, info.imageSize()); // the image itself first
    Features features = classifier.apply(Pass.inference(tf), views);
    var probabilities = voting.average(tf, tf.nn.softmax(features.logits()));
    Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
    outputs.put("logits", voting == Voting.NONE ? features.logits() : logarithm(tf, probabilities));
    outputs.put("probabilities", probabilities);
    outputs.put("attention", AttentionTransfer.PAPER.attentionMap(tf, features.attended()));
    return outputs;
  }

  /** Logits of the probabilities: their softmax gives these again. */
  private static Operand<TFloat32> logarithm(Ops tf, Operand<TFloat32> probabilities) {
    return tf.math.log(tf.math.maximum(probabilities, tf.constant(LEAST_PROBABILITY)));
  }

  @Override
  public List<String> labels() {
    return info.labels().stream().map(ServingInfo.Label::name).toList();
  }
}
