package org.cycleat.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** Finds a variable that holds NaN or infinity, which must not get into a checkpoint. */
final class FiniteCheck {
  private final List<String> names;
  private final Operand<TBool> finite; // [number of variables]

  FiniteCheck(Ops tf, List<StoredVariable> variables) {
    List<StoredVariable> floats =
        variables.stream().filter(v -> v.type() == TFloat32.class).toList();
    names = floats.stream().map(StoredVariable::name).toList();
    List<Operand<TBool>> each = new ArrayList<>();
    for (StoredVariable variable : floats) {
      var value = tf.readVariableOp(variable.handle(), TFloat32.class);
      var flat = tf.reshape(value, tf.constant(new int[] {-1}));
      each.add(tf.reduceAll(tf.math.isFinite(flat), tf.constant(0)));
    }
    finite = tf.stack(each);
  }

  /** The name of a variable that is not finite. */
  Optional<String> notFinite(Session session) {
    try (Result result = session.runner().fetch(finite).run()) {
      TBool each = (TBool) result.get(0);
      for (int i = 0; i < names.size(); i++) {
        if (!each.getBoolean(i)) {
          return Optional.of(names.get(i));
        }
      }
      return Optional.empty();
    }
  }
}
