package org.cycleat.doctor;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cycleat.NativeCache;
import org.cycleat.device.Cuda;
import org.cycleat.device.Device;

/**
 * What it comes to.
 *
 * @param canRun whether anything can run here, be it on the CPU
 * @param line what is ready, or what is missing and the command that mends it
 */
public record Verdict(boolean canRun, String line) {

  /**
   * Where TensorFlow is loaded.
   *
   * @param device that sessions get
   * @param isCpuWanted whether the user asked for the CPU
   */
  static Verdict of(Cuda cuda, Device device, boolean isCpuWanted) {
    if (isCpuWanted || device.hasGpu()) {
      return new Verdict(true, "ready: " + device.description());
    }
    if (!cuda.isBuiltFor()) {
      // Who has no GPU misses none.
      String more =
          cuda.driver().problem().isEmpty() && !cuda.driver().cards().isEmpty()
              ? "; there is %s, for which `make gpu` builds".formatted(cuda.driver().cards().get(0))
              : "";
      return new Verdict(true, "ready: " + device.description() + more);
    }
    String missing =
        Stream.of(cuda.driver().problem(), cuda.libraryProblem())
            .flatMap(Optional::stream)
            .map(problem -> "%s; %s".formatted(problem.what(), problem.remedy()))
            .collect(Collectors.joining("; also "));
    return new Verdict(
        true,
        missing.isEmpty()
            ? "missing for the GPU: it does not compute; --verbose prints TensorFlow's words; ready: "
                + device.description()
            : "missing for the GPU: " + missing + "; the CPU is ready");
  }

  /** Where TensorFlow's natives cannot be loaded. */
  static Verdict withoutTensorFlow(LinkageError failure) {
    return new Verdict(false, "not ready: " + NativeCache.failure(failure).getMessage());
  }
}
