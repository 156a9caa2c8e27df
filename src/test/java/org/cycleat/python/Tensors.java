package org.cycleat.python;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cycleat.weights.WeightArray;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Arrays that a test hands to Python: a checkpoint, which {@code tf.train.load_checkpoint} reads.
 */
public final class Tensors {
  private Tensors() {}

  public static void write(Path prefix, Map<String, WeightArray> arrays) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      List<Operand<?>> values = new ArrayList<>();
      for (WeightArray array : arrays.values()) {
        try (TFloat32 tensor =
            TFloat32.tensorOf(array.shape(), DataBuffers.of(array.floats(), true, false))) {
          values.add(tf.constantOf(tensor));
        }
      }
      String[] names = arrays.keySet().toArray(String[]::new);
      var whole = tf.fill(tf.constant(new int[] {names.length}), tf.constant(""));
      session.run(tf.train.save(tf.constant(prefix.toString()), tf.array(names), whole, values));
    }
  }
}
