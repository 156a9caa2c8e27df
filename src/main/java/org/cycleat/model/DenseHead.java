package org.cycleat.model;

import java.util.List;
import org.cycleat.nn.Dense;
import org.cycleat.nn.Dropout;
import org.cycleat.nn.Flatten;
import org.cycleat.nn.Layer;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Scope;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * What AlexNet and VGG end in: all features through two hidden layers, half of which are dropped in
 * training, to the logits.
 */
final class DenseHead {
  private static final float DROPPED = 0.5f;

  private final Layer hidden;
  private final Layer last;

  /**
   * How wide its layers are.
   *
   * @param features how many numbers the last activation [N, H, W, C] of an image has
   * @param hidden units of each hidden layer
   */
  record Units(int features, int hidden, int classes) {}

  /**
   * @param names of the three layers, the logits' last
   */
  DenseHead(Scope scope, List<String> names, Units units) {
    hidden =
        Layer.sequence(
            new Flatten(units.features()),
            new Dense(scope, names.get(0), units.features(), units.hidden()),
            Layer.RELU,
            new Dropout(DROPPED, 1),
            new Dense(scope, names.get(1), units.hidden(), units.hidden()),
            Layer.RELU,
            new Dropout(DROPPED, 2));
    last = new Dense(scope, names.get(2), units.hidden(), units.classes());
  }

  /** [N, H, W, C] to [N, classes]. */
  <T extends TFloating> Operand<TFloat32> logits(Pass pass, Operand<T> x) {
    return last.apply(pass, pass.full(hidden.apply(pass, x)));
  }
}
