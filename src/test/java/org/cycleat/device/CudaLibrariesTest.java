package org.cycleat.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

class CudaLibrariesTest {
  private static final CudaDriver DRIVER =
      CudaDriver.start(new FakeDriver(), new Remedies("", false, null));

  private final FakeLinker linker = FakeLinker.complete();

  private FoundLibrary find(CudaLibrary library) {
    return CudaLibraries.openAll(linker).stream()
        .filter(found -> found.library() == library)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void thoseOfTheSystemAreOpenedByName() {
    List<FoundLibrary> found = CudaLibraries.openAll(linker);
    assertTrue(found.stream().allMatch(l -> l.state() == FoundLibrary.State.INSTALLED));
    assertEquals(10, found.size());
    assertEquals(
        "9.3, the system's: /usr/lib/libcudnn.so.9", find(CudaLibrary.CUDNN).description());
    assertEquals(Optional.empty(), new Cuda(true, DRIVER, found).problem());
  }

  /** A build that brings everything along, parts included. */
  private void bringAll() {
    for (CudaLibrary library : CudaLibrary.values()) {
      linker.bring(library.fileName());
      library.parts().forEach(linker::bring);
    }
  }

  /** A machine on which each library is found, in files with those versions in their names. */
  private void install(CudaLibrary library, String version) {
    Path file = Path.of("/usr/lib", library.stem() + "." + version);
    linker.searched.put(library.fileName(), file);
    linker.opening.put(file.toString(), file);
  }

  @Test
  void thoseOfTheBuildOpenWithTheirPartsBeforeThem() {
    bringAll();
    String builtins = "/cache/libnvrtc-builtins.so.12.6";
    FoundLibrary nvrtc = find(CudaLibrary.NVRTC);
    assertEquals("12.5, this build's: /cache/libnvrtc.so.12", nvrtc.description());
    assertTrue(linker.opened.stream().allMatch(name -> name.startsWith("/cache/")));
    int part = linker.opened.indexOf(builtins);
    assertTrue(part >= 0 && part < linker.opened.indexOf("/cache/libnvrtc.so.12"));
    linker.opening.remove(builtins);
    assertEquals(
        "/cache/libnvrtc.so.12 cannot be opened: cannot open " + builtins,
        find(CudaLibrary.NVRTC).description());
    linker.bundled.remove("libcufft.so.11");
    assertEquals(FoundLibrary.State.MISSING, find(CudaLibrary.CUFFT).state());
  }

  @Test
  void thoseOfTheSystemAreTakenWhereAllFitAndNoneOfTheBuildIsExtracted() {
    bringAll();
    for (CudaLibrary library : CudaLibrary.values()) {
      install(library, library.minimum() + ".99");
    }
    List<FoundLibrary> found = CudaLibraries.openAll(linker);
    assertTrue(found.stream().allMatch(l -> l.state() == FoundLibrary.State.INSTALLED));
    assertEquals(10, linker.opened.size());
    assertEquals("/usr/lib/libcudart.so.12.5.99", linker.opened.get(0));
    assertEquals(List.of(), linker.extracted);
  }

  @Test
  void ofTheSystemsNoneIsOpenedWhereOneDoesNotFit() {
    bringAll();
    for (CudaLibrary library : CudaLibrary.values()) {
      install(library, library.minimum() + ".0");
    }
    install(CudaLibrary.CUSOLVER, "11.6.1.9");
    linker.searched.remove("libcudnn.so.9");
    List<FoundLibrary> found = CudaLibraries.openAll(linker);
    assertTrue(found.stream().allMatch(l -> l.state() == FoundLibrary.State.BUNDLED));
    assertTrue(linker.opened.stream().allMatch(name -> name.startsWith("/cache/")));
    assertEquals("12.5, this build's: /cache/libcudart.so.12", found.get(0).description());
    assertEquals(
        "11.6.2, this build's: /cache/libcusolver.so.11; the system's does not fit:"
            + " /usr/lib/libcusolver.so.11.6.1.9 is version 11.6.1.9, expected 11.6.2 or newer",
        find(CudaLibrary.CUSOLVER).description());
    assertEquals(
        "9.3, this build's: /cache/libcudnn.so.9; the system's does not fit: libcudnn.so.9 is"
            + " missing",
        find(CudaLibrary.CUDNN).description());
  }

  @Test
  void aMachineWithoutCudaIsNoReasonToSaySo() {
    bringAll();
    assertEquals("9.3, this build's: /cache/libcudnn.so.9", find(CudaLibrary.CUDNN).description());
  }

  @Test
  void oneBesideTheSystemsPathIsOpenedWhereItIs() {
    linker.opening.remove("libcufft.so.11");
    Path file = Path.of("/usr/local/cuda/lib64/libcufft.so.11");
    linker.installed.add(Path.of("/usr/lib/libcufft.so.10"));
    linker.installed.add(file);
    assertEquals(FoundLibrary.State.BROKEN, find(CudaLibrary.CUFFT).state());
    linker.opening.put(file.toString(), file);
    assertEquals(FoundLibrary.State.INSTALLED, find(CudaLibrary.CUFFT).state());
    assertEquals(Optional.of(file), find(CudaLibrary.CUFFT).place());
  }

  @Test
  void whatIsMissingIsToldWithWhatBringsIt() {
    linker.opening.remove("libcudnn.so.9");
    Cuda cuda = new Cuda(true, DRIVER, CudaLibraries.openAll(linker));
    Problem problem = cuda.problem().orElseThrow();
    assertEquals("cuDNN: libcudnn.so.9 is missing", problem.what());
    assertTrue(problem.remedy().contains("`make gpu`"), problem.remedy());
  }

  @Test
  void whatDoesNotOpenNamesWhatItLacks() {
    linker.opening.remove("libcudnn.so.9");
    linker.installed.add(Path.of("/opt/cuda/libcudnn.so.9"));
    Problem problem = new Cuda(true, DRIVER, CudaLibraries.openAll(linker)).problem().orElseThrow();
    assertEquals(
        "cuDNN: /opt/cuda/libcudnn.so.9 cannot be opened: cannot open /opt/cuda/libcudnn.so.9",
        problem.what());
    assertEquals("install what that names", problem.remedy());
  }

  @Test
  void wrongVersionsAreToldByFileNameOrByTheLibrary() {
    linker.versions.put(CudaLibrary.CUDNN, "9.1.0");
    assertEquals(
        "/usr/lib/libcudnn.so.9 is version 9.1.0, expected 9.3 or newer",
        find(CudaLibrary.CUDNN).description());
    linker.opening.remove("libcudnn.so.9");
    linker.installed.add(Path.of("/opt/cuda/libcudnn.so.8.9.7"));
    assertEquals(FoundLibrary.State.WRONG_VERSION, find(CudaLibrary.CUDNN).state());
    assertEquals(
        "/opt/cuda/libcudnn.so.8.9.7 is version 8.9.7, expected 9.3 or newer",
        find(CudaLibrary.CUDNN).description());
  }

  @Test
  void aGpuThatWasAskedForMustBeThere() {
    ConfigProto threads = ConfigProto.getDefaultInstance();
    Cuda whole = new Cuda(true, DRIVER, CudaLibraries.openAll(linker));
    assertMistake(
        "no GPU 7 (--gpu): expected 0 to 1; there are GPU 0: Small (compute capability 6.1), GPU 1:"
            + " Large (compute capability 9.0)",
        whole);
    linker.opening.remove("libcublas.so.12");
    Cuda without = new Cuda(true, DRIVER, CudaLibraries.openAll(linker));
    assertMistake(
        "cannot use GPU 7 (--gpu): cuBLAS: libcublas.so.12 is missing; " + Remedies.BUILD, without);
    assertMistake(
        "cannot use GPU 7 (--gpu): this is the build for the CPU; " + Remedies.BUILD,
        new Cuda(false, CudaDriver.UNASKED, List.of()));
    Device cpu = Device.choose(without, GpuChoice.ANY, threads);
    assertTrue(
        cpu.description().matches("CPU, \\d+ cores \\(built for GPU, but cuBLAS: .* is missing\\)"),
        cpu.description());
    assertEquals(false, cpu.hasGpu());
  }

  private static void assertMistake(String expected, Cuda cuda) {
    UserException error =
        assertThrows(
            UserException.class,
            () -> Device.choose(cuda, GpuChoice.parse("7"), ConfigProto.getDefaultInstance()));
    assertEquals(expected, error.getMessage());
  }

  @Test
  void choicesAreNumbersOrNone() {
    assertEquals(GpuChoice.NONE, GpuChoice.parse("None"));
    assertEquals(List.of(12), GpuChoice.parse("12").numbers());
    for (String wrong : List.of("-1", "", "first", "12345", "0,1")) {
      UserException error = assertThrows(UserException.class, () -> GpuChoice.parse(wrong));
      assertTrue(error.getMessage().startsWith("--gpu: expected "), error.getMessage());
    }
  }

  @Test
  void severalGpusMustAllBeThereAndDiffer() {
    assertEquals(List.of(1, 0, 12), GpuChoice.parseSeveral("1,0,12").numbers());
    for (String wrong : List.of("x", "", "0", "0,0", "0,", ",", "0,1,0", "0,-1", "none", "0 ,1")) {
      UserException error = assertThrows(UserException.class, () -> GpuChoice.parseSeveral(wrong));
      assertEquals(
          "--gpus: expected the numbers of two or more GPUs, such as 0,1, found " + wrong,
          error.getMessage());
    }
    Cuda whole = new Cuda(true, DRIVER, CudaLibraries.openAll(linker));
    ConfigProto threads = ConfigProto.getDefaultInstance();
    var missing =
        assertThrows(
            UserException.class,
            () -> Device.choose(whole, GpuChoice.parseSeveral("0,7"), threads));
    assertEquals(
        "no GPU 7 (--gpus): expected 0 to 1; there are GPU 0: Small (compute capability 6.1), GPU"
            + " 1: Large (compute capability 9.0)",
        missing.getMessage());
    linker.opening.remove("libcublas.so.12");
    Cuda without = new Cuda(true, DRIVER, CudaLibraries.openAll(linker));
    var unusable =
        assertThrows(
            UserException.class,
            () -> Device.choose(without, GpuChoice.parseSeveral("1,0"), threads));
    assertEquals(
        "cannot use GPU 1,0 (--gpus): cuBLAS: libcublas.so.12 is missing; " + Remedies.BUILD,
        unusable.getMessage());
  }

  /** Only in the build that brings CUDA along; needs no driver. */
  @Test
  void everyLibraryOfTheBuildOpensAndTellsItsVersion() {
    SystemLinker system = new SystemLinker();
    assumeTrue(system.bringsLibraries(), "not built with cuda-redist");
    for (FoundLibrary library : CudaLibraries.openAll(system)) {
      assertTrue(library.isUsable(), library.description());
      assertTrue(library.version().isPresent(), library.description());
      assertTrue(library.place().isPresent(), library.description());
    }
  }
}
