package org.cycleat.model;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a classifier says of a batch.
 *
 * @param logits [N, classes]
 * @param groups the activation at the end of each group of layers, [N, H, W, C], from the image
 *     inwards: what attention is transferred between
 */
public record Features(Operand<TFloat32> logits, List<Operand<TFloat32>> groups) {}
