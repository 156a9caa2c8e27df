package org.cycleat.nn;

import org.tensorflow.DeviceSpec;
import org.tensorflow.op.Ops;

/** Operations that belong on the processor, whatever the others run on. */
public final class OnCpu {
  private static final DeviceSpec CPU =
      DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).deviceIndex(0).build();

  private OnCpu() {}

  /** Builds where {@code tf} does, on the processor. */
  public static Ops of(Ops tf) {
    return tf.withDevice(CPU);
  }
}
