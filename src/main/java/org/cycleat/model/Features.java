package org.cycleat.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cycleat.nn.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * What a classifier says of a batch.
 *
 * @param logits [N, classes]
 * @param groups the activation at the end of each group of layers, [N, H, W, C], from the image
 *     inwards: what attention is transferred between
 */
public record Features(Operand<TFloat32> logits, List<Operand<TFloat32>> groups) {

  private static final int LEAST_ATTENTION_SIDE = 7;

  /**
   * The deepest group whose attention map still tells the parts of a face apart, else the first.
   */
  public Operand<TFloat32> attended() {
    Operand<TFloat32> deepest = groups.get(0);
    for (Operand<TFloat32> group : groups) {
      deepest = group.shape().get(1) >= LEAST_ATTENTION_SIDE ? group : deepest;
    }
    return deepest;
  }

  /** Those of the first images of the batch alone. */
  public Features first(Ops tf, int images) {
    return new Features(
        first(tf, logits, images), groups.stream().map(group -> first(tf, group, images)).toList());
  }

  private static Operand<TFloat32> first(Ops tf, Operand<TFloat32> batch, int images) {
    int[] size = all(batch);
    size[0] = images;
    return tf.slice(batch, tf.constant(new int[size.length]), tf.constant(size));
  }

  /** The logits of the images behind the first ones. */
  public Operand<TFloat32> logitsBehind(Ops tf, int images) {
    int[] size = all(logits);
    int[] begin = new int[size.length];
    begin[0] = images;
    return tf.slice(logits, tf.constant(begin), tf.constant(size));
  }

  private static int[] all(Operand<TFloat32> batch) {
    int[] size = new int[batch.shape().numDimensions()];
    Arrays.fill(size, -1);
    return size;
  }

  /** Those of a network that computes in any precision: attention squares what it compares. */
  static <T extends TFloating> Features of(
      Pass pass, Operand<TFloat32> logits, List<Operand<T>> groups) {
    List<Operand<TFloat32>> full = new ArrayList<>();
    groups.forEach(group -> full.add(pass.full(group)));
    return new Features(logits, full);
  }
}
