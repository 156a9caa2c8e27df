package org.cycleat.device;

import java.util.Optional;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;

/**
 * Loads TensorFlow without the two lines that TF_CPP_MIN_LOG_LEVEL does not reach.
 *
 * <p>TensorFlow 2.18 logs the first use of a session through Abseil ("All log messages before
 * absl::InitializeLog() ...", "MLIR V1 optimization pass is not enabled"), once a process, and
 * exports no way to set Abseil's level. So the first session is an empty one of ours, and during it
 * the process's standard error is the null device. Real errors later are printed as ever.
 */
final class QuietTensorFlow {
  /** Duplicates of standard error and of the null device, which the launcher opens. */
  private static final Integer SAVED = Integer.getInteger("cycleat.stderr");

  private static final Integer NULL_DEVICE = Integer.getInteger("cycleat.null");
  private static final int STANDARD_ERROR = 2;

  private QuietTensorFlow() {}

  /**
   * To be called before the first session. Does nothing when the program was not started by the
   * launcher, or started with {@code --verbose}.
   *
   * @param config that of the sessions to come: the sizes of TensorFlow's thread pools are those of
   *     the first session of a process, whatever later ones ask for
   */
  static void load(ConfigProto config) {
    if (SAVED != null && NULL_DEVICE != null) {
      // Loads the natives too, which say more in the build for GPUs: that cuDNN and others are
      // registered twice. Why natives cannot be loaded is in the error that is thrown.
      quietly(() -> runFirstSession(config));
    }
  }

  /** Does something while standard error is the null device, where the launcher prepared that. */
  static <T> T quietly(Supplier<T> task) {
    Optional<NativeFunction> dup2 = NativeFunction.find("dup2");
    if (SAVED == null || NULL_DEVICE == null || dup2.isEmpty()) {
      return task.get();
    }
    try (NativeFunction duplicate = dup2.get()) {
      duplicate(duplicate, NULL_DEVICE);
      try {
        return task.get();
      } finally {
        duplicate(duplicate, SAVED);
      }
    }
  }

  private static Void runFirstSession(ConfigProto config) {
    // A first session with a GPU would settle how that GPU's memory is managed, too.
    ConfigProto withoutGpu = config.toBuilder().putDeviceCount("GPU", 0).build();
    try (Graph graph = new Graph();
        Session session = new Session(graph, withoutGpu)) {
      var one = Ops.create(graph).constant(1);
      session.runner().fetch(one).run().close();
      return null;
    }
  }

  private static void duplicate(NativeFunction dup2, int descriptor) {
    dup2.call(NativeFunction.integer(descriptor), NativeFunction.integer(STANDARD_ERROR), 0);
  }
}
