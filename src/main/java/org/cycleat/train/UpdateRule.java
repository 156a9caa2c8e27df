package org.cycleat.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.nn.Variable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** What an {@link Optimizer} makes of gradients. */
public sealed interface UpdateRule permits Adam, Sgd {

  /**
   * What a step is made of.
   *
   * @param t how many steps were taken before
   * @param learningRate a scalar
   * @param gradients by each variable, in the variables' order and shapes
   * @param accepted whether the step is to be taken; empty: always
   */
  record Step(
      Operand<TInt64> t,
      Operand<TFloat32> learningRate,
      List<Operand<TFloat32>> gradients,
      Optional<Operand<TBool>> accepted) {

    /** A value where the step is to be taken, and elsewhere one with which nothing changes. */
    <T extends TType> Operand<T> orElse(Ops tf, Operand<T> value, Operand<T> neutral) {
      return accepted.<Operand<T>>map(taken -> tf.select(taken, value, neutral)).orElse(value);
    }
  }

  /**
   * Adds what moves the variables.
   *
   * @param slots gets those that the rule keeps for each variable
   * @param moved the variables under names that are unique in the graph
   * @return the operations that move them; a step that is not accepted leaves variables and slots
   *     as they are
   */
  List<Op> updates(Ops tf, Slots slots, Map<String, Variable> moved, Step step);

  /**
   * Under which name Keras's optimiser of this rule has the numbers of a slot, by the slot's name
   * behind the variable's.
   */
  Map<String, String> kerasSlots();

  /**
   * Whether weight decay shrinks a variable: kernels of convolutions and dense layers, but not
   * biases nor the scales and offsets of normalisation, which have one axis.
   */
  static boolean decays(Variable variable) {
    return variable.shape().numDimensions() > 1;
  }

  /**
   * @throws IllegalArgumentException where a value is not in [0, 1)
   */
  static void requireShare(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), got " + value);
    }
  }
}
