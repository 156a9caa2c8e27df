package org.cycleat.data;

import org.cycleat.dataset.Manifest;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** The targets of all samples of a manifest, weighted, in a variable: [N, K]. */
final class TargetTable {
  private final Shape shape;
  private final float[] values;
  private final Placeholder<TFloat32> given;
  private final VarHandleOp variable;
  private final Op assign;

  TargetTable(Ops tf, TargetRule targets, Manifest manifest) {
    int classes = manifest.labels().size();
    shape = Shape.of(manifest.size(), targets.length(classes));
    values = targets.of(manifest.samples(), classes);
    given = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    // the names of ops are unique in a graph, so this is too
    variable = tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(given.op().name()));
    assign = tf.assignVariableOp(variable, given);
  }

  /**
   * The rows of some samples.
   *
   * @param indices [B]
   * @return [B, K]
   */
  Operand<TFloat32> rows(Ops tf, Operand<TInt64> indices) {
    return tf.resourceGather(variable, indices, TFloat32.class);
  }

  void start(Session session) {
    try (TFloat32 table = TFloat32.tensorOf(shape, DataBuffers.of(values))) {
      session.runner().addTarget(assign).feed(given, table).run().close();
    }
  }
}
