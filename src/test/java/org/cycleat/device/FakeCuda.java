package org.cycleat.device;

import java.util.List;

/** What {@link Cuda} says of machines that are not at hand. */
public final class FakeCuda {
  private static final Remedies DEBIAN = new Remedies("debian", false, null);

  private FakeCuda() {}

  /** Two GPUs, and every library where the system finds it. */
  public static Cuda complete() {
    return new Cuda(true, driver(12_040), CudaLibraries.openAll(FakeLinker.complete()));
  }

  public static Cuda withoutCuDnn() {
    FakeLinker linker = FakeLinker.complete();
    linker.opening.remove("libcudnn.so.9");
    return new Cuda(true, driver(12_040), CudaLibraries.openAll(linker));
  }

  public static Cuda withDriverTooOld() {
    return new Cuda(true, driver(11_040), CudaLibraries.openAll(FakeLinker.complete()));
  }

  public static Cuda withoutDriver() {
    return new Cuda(true, noDriver(), CudaLibraries.openAll(FakeLinker.complete()));
  }

  public static Cuda withoutAnything() {
    return new Cuda(true, noDriver(), CudaLibraries.openAll(new FakeLinker()));
  }

  /** Of the build for the CPU. */
  public static Cuda cpuBuild(boolean hasCards) {
    FakeDriver functions = new FakeDriver();
    functions.isThere = hasCards;
    return new Cuda(false, CudaDriver.start(functions, DEBIAN), List.of());
  }

  private static CudaDriver noDriver() {
    FakeDriver none = new FakeDriver();
    none.isThere = false;
    return CudaDriver.start(none, DEBIAN);
  }

  private static CudaDriver driver(int version) {
    FakeDriver functions = new FakeDriver();
    functions.version = version;
    return CudaDriver.start(functions, DEBIAN);
  }
}
