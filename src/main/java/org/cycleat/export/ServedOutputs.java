package org.cycleat.export;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What an exported model says of images. */
interface ServedOutputs {

  /**
   * Adds the network to a graph.
   *
   * @param images [N, S, S, 3], N at least 1
   * @return by the name of the output, each [N, ...]
   */
  Map<String, Operand<TFloat32>> of(Ops tf, Operand<TFloat32> images);

  /** What the columns of the first output are called. */
  List<String> labels();
}
