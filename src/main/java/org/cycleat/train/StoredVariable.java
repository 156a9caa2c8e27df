package org.cycleat.train;

import java.util.List;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A resource variable as a checkpoint knows it.
 *
 * @param name the tensor's name in the checkpoint
 * @param type of its elements
 * @param shape its fixed shape
 * @param handle the resource
 */
public record StoredVariable(
    String name, Class<? extends TType> type, Shape shape, Operand<? extends TType> handle) {

  /** A network's variables under their names within the network, so that any run can load them. */
  public static List<StoredVariable> of(Parameters network) {
    return network.all().stream().map(v -> of(v.name(), v)).toList();
  }

  /** A network's variables under names that keep the networks of one graph apart. */
  public static List<StoredVariable> qualified(Parameters network) {
    return network.all().stream().map(v -> of(network.network() + "/" + v.name(), v)).toList();
  }

  private static StoredVariable of(String name, Variable variable) {
    return new StoredVariable(name, TFloat32.class, variable.shape(), variable.handle());
  }
}
