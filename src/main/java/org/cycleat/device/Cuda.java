package org.cycleat.device;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.javacpp.Loader;

/**
 * What this build and this machine have of CUDA.
 *
 * @param isBuiltFor whether TensorFlow's natives are those for GPUs
 * @param libraries those that TensorFlow opens; empty where it is not built for GPUs, or there was
 *     no reason to open them
 */
public record Cuda(boolean isBuiltFor, CudaDriver driver, List<FoundLibrary> libraries) {

  /** Opens what a session needs: in a build for GPUs the driver and, if that works, the rest. */
  static Cuda forSessions() {
    if (!isBuilt()) {
      return new Cuda(false, CudaDriver.UNASKED, List.of());
    }
    CudaDriver driver = CudaDriver.start(new DriverFunctions(), Remedies.ofMachine());
    boolean opens = driver.problem().isEmpty();
    return new Cuda(true, driver, opens ? CudaLibraries.openAll(new SystemLinker()) : List.of());
  }

  /** Opens the libraries with or without a driver, to tell how they are. */
  public static Cuda examine() {
    boolean built = isBuilt();
    return new Cuda(
        built,
        CudaDriver.start(new DriverFunctions(), Remedies.ofMachine()),
        built ? CudaLibraries.openAll(new SystemLinker()) : List.of());
  }

  private static boolean isBuilt() {
    String natives = "/org/tensorflow/internal/c_api/%s-gpu/libjnitensorflow.so";
    return Cuda.class.getResource(natives.formatted(Loader.getPlatform())) != null;
  }

  /** What keeps from using a GPU, the first thing to mend first; empty where nothing does. */
  public Optional<Problem> problem() {
    if (!isBuiltFor) {
      return Optional.of(new Problem("this is the build for the CPU", Remedies.BUILD));
    }
    return driver.problem().or(this::libraryProblem);
  }

  /** The first library that is not as it must be, and how many more are not. */
  public Optional<Problem> libraryProblem() {
    List<FoundLibrary> bad = libraries.stream().filter(library -> !library.isUsable()).toList();
    if (bad.isEmpty()) {
      return Optional.empty();
    }
    FoundLibrary first = bad.get(0);
    String others = bad.size() == 1 ? "" : " (and %d more)".formatted(bad.size() - 1);
    String what = "%s: %s%s".formatted(first.library().title(), first.description(), others);
    return Optional.of(new Problem(what, remedy(first)));
  }

  private static String remedy(FoundLibrary bad) {
    // A file that is there lacks another, or is damaged; building again would not change that.
    return bad.state() == FoundLibrary.State.BROKEN ? "install what that names" : Remedies.BUILD;
  }

  /**
   * What is free of a card's memory; takes tenths of a second.
   *
   * @return bytes; empty where the card is not usable now
   */
  public OptionalLong freeBytes(GpuCard card) {
    return new DriverFunctions().freeBytes(card.number());
  }
}
