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

  /** Those of a network that computes in any precision: attention squares what it compares. */
  static <T extends TFloating> Features of(
      Pass pass, Operand<TFloat32> logits, List<Operand<T>> groups) {
    List<Operand<TFloat32>> full = new ArrayList<>();
    groups.forEach(group -> full.add(pass.full(group)));
    return new Features(logits, full);
  }
}
