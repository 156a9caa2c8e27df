package org.cycleat.device;

import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * TensorFlow's switch for TensorFloat-32: whether GPUs from compute capability 8.0 on multiply
 * float32 with 10 bits of mantissa, several times as fast. It is on unless switched off.
 *
 * <p>Neither Java nor C reach it; the C++ function has been exported since TensorFlow 2.14.
 */
public final class TensorFloat32 {
  /** {@code tsl::enable_tensor_float_32_execution(bool)}. */
  private static final String SWITCH = "_ZN3tsl32enable_tensor_float_32_executionEb";

  private TensorFloat32() {}

  /**
   * Switches it for what runs from now on. TensorFlow must be loaded.
   *
   * @return false where TensorFlow has no such switch, or not within reach
   */
  public static boolean enable(boolean enabled) {
    Optional<NativeFunction> function = NativeFunction.find(SWITCH);
    if (function.isEmpty()) {
      // Java opens libraries for itself alone. Opened once more, their functions can be found.
      Optional<Path> file = new SystemLinker().placeOf("libtensorflow_framework.so.2");
      try {
        file.ifPresent(path -> Loader.loadGlobal(path.toString()));
      } catch (UnsatisfiedLinkError unreachable) {
        return false;
      }
      function = NativeFunction.find(SWITCH);
    }
    function.ifPresent(
        found -> {
          try (found) {
            found.call(NativeFunction.integer(enabled ? 1 : 0), null, 0);
          }
        });
    return function.isPresent();
  }
}
