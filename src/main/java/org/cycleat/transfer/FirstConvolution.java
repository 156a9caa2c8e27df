package org.cycleat.transfer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.UserException;
import org.tensorflow.ndarray.Shape;

/**
 * The parameters of a network that see pixels first.
 *
 * @param kernel of the first convolution, [height, width, 3, outputs]
 * @param offset what is added to its outputs, or taken from them where it is a moving mean
 * @param isMean whether it is the moving mean of a batch normalisation, as in networks whose
 *     convolutions have no bias
 */
record FirstConvolution(String kernel, int outputs, String offset, boolean isMean) {

  /**
   * Finds it.
   *
   * @param parameters in the order of the network
   * @throws UserException where pixels do not go into a convolution of three channels
   */
  static FirstConvolution of(Map<String, Shape> parameters) {
    List<String> names = List.copyOf(parameters.keySet());
    String kernel = names.get(0);
    Shape shape = parameters.get(kernel);
    String bias = kernel.replaceFirst("kernel$", "bias");
    Optional<String> mean = names.stream().filter(n -> n.endsWith("/moving_mean")).findFirst();
    boolean hasBias = !bias.equals(kernel) && parameters.containsKey(bias);
    if (shape.numDimensions() != 4 || shape.get(2) != 3 || (!hasBias && mean.isEmpty())) {
      throw new UserException(
          "no first convolution of RGB pixels (--pixels): found %s %s"
              .formatted(kernel, Match.shown(shape)));
    }
    return new FirstConvolution(kernel, (int) shape.get(3), hasBias ? bias : mean.get(), !hasBias);
  }

  /** Changes the two arrays, by parameter, from pixels as there to pixels as here. */
  void fold(Pixels pixels, Map<String, float[]> values) {
    float[] theirs = values.get(kernel);
    double[] offsets = pixels.offsets(theirs, outputs);
    values.put(kernel, pixels.kernel(theirs, outputs));
    float[] old = values.get(offset);
    float[] moved = new float[old.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (old[i] + (isMean ? -offsets[i] : offsets[i]));
    }
    values.put(offset, moved);
  }
}
