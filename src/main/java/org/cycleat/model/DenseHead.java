package org.cycleat.model;

import java.util.List;
import org.cycleat.nn.Dense;
import org.cycleat.nn.Dropout;
import org.cycleat.nn.Layer;
import org.cycleat.nn.Scope;

/**
 * What AlexNet and VGG end in: all features through two hidden layers, half of which are dropped in
 * training, to the logits.
 *
 * @param features how many numbers the last activation [N, H, W, C] of an image has
 * @param hidden units of each hidden layer
 */
record DenseHead(int features, int hidden, int classes) {
  private static final float DROPPED = 0.5f;

  /**
   * @param names of the three layers, the logits' last
   */
  Layer in(Scope scope, List<String> names) {
    Layer flatten = (pass, x) -> pass.tf().reshape(x, pass.tf().constant(new int[] {-1, features}));
    return Layer.sequence(
        flatten,
        new Dense(scope, names.get(0), features, hidden),
        Layer.RELU,
        new Dropout(DROPPED, 1),
        new Dense(scope, names.get(1), hidden, hidden),
        Layer.RELU,
        new Dropout(DROPPED, 2),
        new Dense(scope, names.get(2), hidden, classes));
  }
}
