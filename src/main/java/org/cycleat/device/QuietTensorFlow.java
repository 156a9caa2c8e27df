package org.cycleat.device;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.Deallocator_Pointer_long_Pointer;
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
    if (SAVED == null || NULL_DEVICE == null) {
      return;
    }
    TensorFlow.version(); // loads the native library, with any complaint of the loader visible
    Pointer dup2 = Loader.addressof("dup2");
    if (dup2 == null) {
      return;
    }
    duplicate(dup2, NULL_DEVICE);
    try {
      runFirstSession(config);
    } finally {
      duplicate(dup2, SAVED);
    }
  }

  private static void runFirstSession(ConfigProto config) {
    // A first session with a GPU would settle how that GPU's memory is managed, too.
    ConfigProto withoutGpu = config.toBuilder().putDeviceCount("GPU", 0).build();
    try (Graph graph = new Graph();
        Session session = new Session(graph, withoutGpu)) {
      var one = Ops.create(graph).constant(1);
      session.runner().fetch(one).run().close();
    }
  }

  /**
   * Calls {@code dup2(descriptor, 2)}. Java has no such call; JavaCPP calls any native function
   * through a function pointer whose type passes its arguments alike, here integers that are as
   * wide as pointers. The pointer is a structure of a function and the Java object behind it.
   */
  private static void duplicate(Pointer dup2, int descriptor) {
    try (PointerPointer<Pointer> function = new PointerPointer<>(2)) {
      function.put(0, dup2).put(1, (Pointer) null);
      try (var call = new Deallocator_Pointer_long_Pointer(function);
          var argument = new Word(descriptor)) {
        call.call(argument, STANDARD_ERROR, null);
      }
    }
  }

  /** An integer in a pointer's clothes. */
  private static final class Word extends Pointer {
    Word(long value) {
      super((Pointer) null);
      address = value;
    }
  }
}
