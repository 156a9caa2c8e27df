package org.cycleat.train;

import java.util.List;
import org.cycleat.nn.Parameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TType;

/**
 * A float32 resource variable as a checkpoint knows it.
 *
 * @param name the tensor's name in the checkpoint
 * @param shape its fixed shape
 * @param handle the resource
 */
public record StoredVariable(String name, Shape shape, Operand<? extends TType> handle) {

  /** A network's variables under their names within the network, so that any run can load them. */
  public static List<StoredVariable> of(Parameters network) {
    return network.all().stream()
        .map(v -> new StoredVariable(v.name(), v.shape(), v.handle()))
        .toList();
  }

  /** A network's variables under names that keep the networks of one graph apart. */
  public static List<StoredVariable> qualified(Parameters network) {
    return network.all().stream()
        .map(v -> new StoredVariable(network.network() + "/" + v.name(), v.shape(), v.handle()))
        .toList();
  }
}
