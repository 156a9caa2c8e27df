package org.cycleat.model;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.nn.Pass;
import org.tensorflow.Operand;
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

  /** Those of a network that computes in any precision: attention squares what it compares. */
  static <T extends TFloating> Features of(
      Pass pass, Operand<TFloat32> logits, List<Operand<T>> groups) {
    List<Operand<TFloat32>> full = new ArrayList<>();
    groups.forEach(group -> full.add(pass.full(group)));
    return new Features(logits, full);
  }
}
