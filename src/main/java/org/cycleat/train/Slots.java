package org.cycleat.train;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.family.TNumber;

/** The variables that a step keeps for itself. */
final class Slots {
  private final Ops tf;
  private final String step;
  private final List<StoredVariable> slots = new ArrayList<>();
  private final List<Op> initializers = new ArrayList<>();

  Slots(Ops tf, String step) {
    this.tf = tf;
    this.step = step;
  }

  /** Makes a slot of zeros and gives it. */
  <T extends TNumber> StoredVariable add(String name, Class<T> type, Shape shape) {
    // Not tf.zeros, which opens a sub-scope each time: that looks at every operation of the graph.
    Operand<T> zero = tf.dtypes.cast(tf.constant(0f), type);
    return add(name, type, shape, tf.fill(tf.constant(shape.asArray()), zero));
  }

  /** Makes a slot and gives it. */
  <T extends TNumber> StoredVariable add(
      String name, Class<T> type, Shape shape, Operand<T> initial) {
    String full = step + "/" + name;
    // A name, for the same reason not a sub-scope.
    VarHandleOp handle =
        tf.withName(name.replace('/', '_')).varHandleOp(type, shape, VarHandleOp.sharedName(full));
    initializers.add(tf.assignVariableOp(handle, initial));
    StoredVariable slot = new StoredVariable(full, type, shape, handle);
    slots.add(slot);
    return slot;
  }

  List<StoredVariable> stored() {
    return List.copyOf(slots);
  }

  Op initializer() {
    return tf.withControlDependencies(initializers).noOp();
  }
}
