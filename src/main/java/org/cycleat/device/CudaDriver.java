package org.cycleat.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * NVIDIA's driver, as far as it got.
 *
 * @param cuda the newest CUDA that it is for, such as 12.4; empty where there is no driver
 * @param release NVIDIA's own number, such as 550.90.07; empty where the system does not tell
 * @param problem why it gives no GPU; empty where it gives one
 * @param cards in the order in which CUDA numbers them
 */
public record CudaDriver(
    Optional<String> cuda,
    Optional<String> release,
    Optional<Problem> problem,
    List<GpuCard> cards) {

  /** The oldest that runs libraries of CUDA 12, and the driver that brought it. */
  static final String OLDEST_CUDA = "12.0";

  /** One that nobody asked. */
  static final CudaDriver UNASKED =
      new CudaDriver(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  private static final String OLDEST_RELEASE = "525.60.13";
  private static final int NO_DEVICE = 100; // CUDA_ERROR_NO_DEVICE
  private static final int DRIVER_MISMATCH = 803; // CUDA_ERROR_SYSTEM_DRIVER_MISMATCH
  private static final int UNKNOWN = 999; // CUDA_ERROR_UNKNOWN

  /** Starts the driver and asks it for its cards. */
  static CudaDriver start(DriverFunctions functions, Remedies remedies) {
    if (!functions.open()) {
      var problem = new Problem("there is no NVIDIA driver", remedies.installDriver());
      return new CudaDriver(Optional.empty(), Optional.empty(), Optional.of(problem), List.of());
    }
    Optional<String> cuda = Optional.of(LibraryVersion.ofThousands(functions.version()));
    Optional<String> release = readRelease();
    Optional<Problem> problem = problem(functions, cuda.get(), release, remedies);
    if (problem.isPresent()) {
      return new CudaDriver(cuda, release, problem, List.of());
    }
    List<GpuCard> cards = functions.cards();
    Optional<Problem> none = cards.isEmpty() ? Optional.of(noCard(remedies)) : Optional.empty();
    return new CudaDriver(cuda, release, none, cards);
  }

  private static Optional<Problem> problem(
      DriverFunctions functions, String cuda, Optional<String> release, Remedies remedies) {
    int code = functions.initialize();
    // Too old first: such a driver may well start.
    if (functions.version() > 0 && !LibraryVersion.isAtLeast(cuda, OLDEST_CUDA)) {
      String what =
          "the NVIDIA driver%s is too old: it is for CUDA %s, expected %s or newer (driver %s)"
              .formatted(release.map(r -> " " + r).orElse(""), cuda, OLDEST_CUDA, OLDEST_RELEASE);
      return Optional.of(new Problem(what, remedies.installDriver()));
    }
    return switch (code) {
      case 0 -> Optional.empty();
      case NO_DEVICE -> Optional.of(noCard(remedies));
      default -> {
        String what =
            "the NVIDIA driver does not start: %s (%d)".formatted(functions.errorText(code), code);
        String remedy =
            switch (code) {
              case DRIVER_MISMATCH -> "restart the machine, whose kernel runs another driver";
              case UNKNOWN -> "`sudo modprobe nvidia_uvm`, or restart the machine";
              default -> "`nvidia-smi` tells more";
            };
        yield Optional.of(new Problem(what, remedy));
      }
    };
  }

  private static Problem noCard(Remedies remedies) {
    return new Problem("the NVIDIA driver finds no GPU", remedies.showCards());
  }

  private static Optional<String> readRelease() {
    try {
      return Optional.of(Files.readString(Path.of("/sys/module/nvidia/version")).strip());
    } catch (IOException notTold) {
      return Optional.empty();
    }
  }
}
