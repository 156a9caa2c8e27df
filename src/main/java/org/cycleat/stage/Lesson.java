package org.cycleat.stage;

import java.util.List;
import org.cycleat.data.Pipeline;
import org.cycleat.data.TargetRule;
import org.cycleat.dataset.Manifest;
import org.cycleat.model.Classifier;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What a network learns of faces, by which loss, and how well it has learned it. */
interface Lesson {

  /** What the loss is called in metrics.csv. */
  String lossName();

  /** What {@link Validation} measures, in validation.csv. */
  String scoreName();

  /** A score for people. */
  String describe(double score);

  /**
   * What is to be learned of images.
   *
   * @param votes share of their distributions over the classes
   * @param weights how much each counts; empty: all the same
   */
  TargetRule targets(double votes, List<Float> weights);

  /**
   * The loss of a batch, a scalar.
   *
   * @param outputs [N, K]
   * @param isWeighted whether the targets are times the weights of images
   */
  Operand<TFloat32> loss(
      Ops tf, Operand<TFloat32> outputs, ClassifierGraph.Faces faces, boolean isWeighted);

  /** What measures a network in a graph, on images as they are. */
  Validation validation(Ops tf, Classifier network, Pipeline plain);

  /** How well a network does on images that it has not learned from: more is better. */
  @FunctionalInterface
  interface Validation {
    double score(Session session, Manifest faces);
  }
}
