package org.cycleat.train;

import java.util.List;
import java.util.stream.IntStream;
import org.cycleat.nn.OnCpu;
import org.cycleat.nn.Pass;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * The devices that share each batch of a training: every one computes the losses of its part and
 * their gradients; the first has the variables, and moves them by the mean.
 *
 * <p>Batch normalisation takes the statistics of a part, and keeps the moving averages of the
 * first, as PyTorch's DistributedDataParallel does.
 *
 * @param devices empty: one, which TensorFlow chooses
 */
public record Towers(List<DeviceSpec> devices) {
  /** The whole batch on one device. */
  public static final Towers ONE = new Towers(List.of());

  public Towers {
    devices = List.copyOf(devices);
  }

  public int count() {
    return Math.max(1, devices.size());
  }

  /** Builds where {@code tf} does, on the device of a tower, counted from 0. */
  public Ops on(Ops tf, int tower) {
    return devices.isEmpty() ? tf : tf.withDevice(devices.get(tower));
  }

  /**
   * A tower's forward pass.
   *
   * @param step as in {@link Pass#training}; towers draw at random each for itself
   */
  public Pass pass(Ops tf, int tower, Operand<TInt64> step) {
    Ops cpu = OnCpu.of(tf);
    var own = tower == 0 ? step : cpu.math.add(step, cpu.constant((long) tower << 40));
    return Pass.training(on(tf, tower), own);
  }

  /**
   * The towers' parts of a batch, one after the other.
   *
   * @param batch [N, ...] where N is a multiple of the number of towers
   */
  public <T extends TType> List<Operand<T>> split(Ops tf, Operand<T> batch) {
    if (count() == 1) {
      return List.of(batch);
    }
    var parts = tf.split(tf.constant(0), batch, (long) count()).output();
    return parts.stream().<Operand<T>>map(part -> part).toList();
  }

  /** The batch of which these are the parts, on the first device. */
  public Operand<TFloat32> join(Ops tf, List<Operand<TFloat32>> parts) {
    Ops first = on(tf, 0);
    return parts.size() == 1 ? parts.get(0) : first.concat(parts, first.constant(0));
  }

  /** The mean of a value of each tower, on the first device. */
  public Operand<TFloat32> mean(Ops tf, List<Operand<TFloat32>> values) {
    Ops first = on(tf, 0);
    return values.size() == 1
        ? values.get(0)
        : first.math.mul(first.math.addN(values), first.constant(1f / values.size()));
  }

  /** Their numbers. */
  public IntStream numbers() {
    return IntStream.range(0, count());
  }
}
