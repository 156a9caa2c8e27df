package org.cycleat.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * A parameter that wants a value.
 *
 * @param shape as it is here: kernels of convolutions are [height, width, in, out], of dense layers
 *     [in, out]
 * @param channels of the maps [side, side, channels] that a dense layer takes flattened; 0 where it
 *     takes none
 */
record Target(String name, Shape shape, int channels) {

  /** The parameters of a network, in its order, by which the flattened maps are found. */
  static List<Target> of(Map<String, Shape> parameters) {
    List<Target> targets = new ArrayList<>();
    long last = 0; // channels that the last convolution gives
    for (Map.Entry<String, Shape> parameter : parameters.entrySet()) {
      Shape shape = parameter.getValue();
      int channels = 0;
      if (shape.numDimensions() == 4) {
        last = shape.get(3);
      } else if (shape.numDimensions() == 2) {
        channels = last > 0 && isMap(shape.get(0), last) ? (int) last : 0;
        last = 0; // what follows takes the outputs of this layer
      }
      targets.add(new Target(parameter.getKey(), shape, channels));
    }
    return targets;
  }

  private static boolean isMap(long inputs, long channels) {
    long side = Math.round(Math.sqrt((double) inputs / channels));
    return side > 1 && side * side * channels == inputs;
  }

  /** Height and width of the flattened maps. */
  long side() {
    return Math.round(Math.sqrt((double) shape.get(0) / channels));
  }
}
