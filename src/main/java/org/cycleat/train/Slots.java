package org.cycleat.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** The variables that an optimiser's step keeps for itself. */
final class Slots {
  private final Ops tf;
  private final String step;
  private final Map<String, StoredVariable> slots = new LinkedHashMap<>();
  private final List<Op> initializers = new ArrayList<>();

  Slots(Ops tf, String step) {
    this.tf = tf;
    this.step = step;
  }

  /** Makes a zero slot and gives its handle. */
  Operand<? extends TType> add(String name, Shape shape) {
    return make(name, shape, 0f);
  }

  /** Makes a scalar slot and gives its value at the start of a run. */
  Operand<TFloat32> add(String name, float initial) {
    return tf.readVariableOp(make(name, Shape.scalar(), initial), TFloat32.class);
  }

  Operand<? extends TType> handle(String name) {
    return slots.get(name).handle();
  }

  List<StoredVariable> stored() {
    return List.copyOf(slots.values());
  }

  Op initializer() {
    return tf.withControlDependencies(initializers).noOp();
  }

  private Operand<? extends TType> make(String name, Shape shape, float initial) {
    String full = step + "/" + name;
    // A name, not a sub-scope: opening one looks at every operation of the graph.
    VarHandleOp handle =
        tf.withName(name.replace('/', '_'))
            .varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(full));
    initializers.add(
        tf.assignVariableOp(handle, tf.fill(tf.constant(shape.asArray()), tf.constant(initial))));
    slots.put(name, new StoredVariable(full, shape, handle));
    return handle;
  }
}
