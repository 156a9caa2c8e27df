package org.cycleat.doctor;

import java.util.Optional;
import org.cycleat.device.Cuda;
import org.cycleat.device.Device;
import org.cycleat.device.Problem;

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
    Optional<Problem> problem = cuda.isBuiltFor() ? cuda.problem() : cuda.driver().problem();
    if (!cuda.isBuiltFor()) {
      // Who has no GPU misses none.
      String more =
          problem.isEmpty() && !cuda.driver().cards().isEmpty()
              ? "; there is %s, for which `make gpu` builds".formatted(cuda.driver().cards().get(0))
              : "";
      return new Verdict(true, "ready: " + device.description() + more);
    }
    String missing =
        problem
            .map(p -> "missing for the GPU: %s; %s".formatted(p.what(), p.remedy()))
            .orElse(
                "missing for the GPU: it does not compute; --verbose prints TensorFlow's words");
    return new Verdict(true, missing + "; the CPU is ready");
  }

  /** Where TensorFlow's natives cannot be loaded. */
  static Verdict withoutTensorFlow(String reason) {
    return new Verdict(
        false,
        "not ready: TensorFlow cannot be loaded: %s; `make package` builds for this machine"
            .formatted(reason.lines().findFirst().orElse("no reason given")));
  }
}
