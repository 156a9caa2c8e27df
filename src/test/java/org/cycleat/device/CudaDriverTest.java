package org.cycleat.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaDriverTest {
  private static final Remedies UBUNTU = new Remedies("ubuntu", false, null);

  private final FakeDriver functions = new FakeDriver();

  private CudaDriver start() {
    return CudaDriver.start(functions, UBUNTU);
  }

  private void assertProblem(String what, String remedy) {
    Problem problem = start().problem().orElseThrow();
    assertTrue(problem.what().matches(what), problem.what());
    assertEquals(remedy, problem.remedy());
    assertEquals(List.of(), start().cards());
  }

  @Test
  void oneThatWorksGivesItsCards() {
    CudaDriver driver = start();
    assertEquals(Optional.empty(), driver.problem());
    assertEquals(Optional.of("12.4"), driver.cuda());
    assertEquals(List.of(FakeDriver.SMALL, FakeDriver.LARGE), driver.cards());
    assertEquals("GPU 1: Large (compute capability 9.0)", driver.cards().get(1).toString());
  }

  @Test
  void noDriver() {
    functions.isThere = false;
    assertProblem("there is no NVIDIA driver", "`sudo ubuntu-drivers install`, then restart");
    assertEquals(Optional.empty(), start().cuda());
  }

  @Test
  void oneThatIsTooOldIsSoWhetherItStartsOrNot() {
    functions.version = 11_080;
    String tooOld =
        "the NVIDIA driver.* is too old: it is for CUDA 11\\.8, expected 12\\.0 or newer.*";
    assertProblem(tooOld, "`sudo ubuntu-drivers install`, then restart");
    functions.started = 803;
    assertProblem(tooOld, "`sudo ubuntu-drivers install`, then restart");
    functions.version = 12_000;
    functions.started = 0;
    assertEquals(Optional.empty(), start().problem());
  }

  @Test
  void oneThatDoesNotStartSaysWhy() {
    functions.started = 803;
    assertProblem(
        "the NVIDIA driver does not start: words for 803 \\(803\\)",
        "restart the machine, whose kernel runs another driver");
    functions.started = 999;
    assertProblem(".*words for 999.*", "`sudo modprobe nvidia_uvm`, or restart the machine");
    functions.started = 3;
    assertProblem(".*words for 3 .*", "`nvidia-smi` tells more");
  }

  @Test
  void oneWithoutCards() {
    String none = "the NVIDIA driver finds no GPU";
    functions.started = 100;
    assertProblem(none, "`nvidia-smi` lists those that the driver knows");
    functions.started = 0;
    functions.cards = List.of();
    assertProblem(none, "`nvidia-smi` lists those that the driver knows");
    Remedies hidden = new Remedies("ubuntu", true, "");
    assertEquals(
        "CUDA_VISIBLE_DEVICES is '': `unset CUDA_VISIBLE_DEVICES`",
        CudaDriver.start(functions, hidden).problem().orElseThrow().remedy());
  }

  @Test
  void remediesFitTheSystem(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("os-release");
    Files.writeString(file, "NAME=Debian\nVERSION_ID=\"12\"\nID=\"debian\"\n");
    String debian = Remedies.systemOf(file);
    assertEquals("debian", debian);
    assertEquals(
        "`sudo apt install nvidia-driver`, then restart",
        new Remedies(debian, false, null).installDriver());
    assertEquals("", Remedies.systemOf(folder.resolve("none")));
    assertTrue(new Remedies("", false, null).installDriver().contains("https://www.nvidia.com"));
    assertTrue(new Remedies("debian", true, null).installDriver().contains("--gpus all"));
  }

  @Test
  void versionsAreComparedByNumber() {
    assertTrue(LibraryVersion.isAtLeast("9.10.1", "9.3"));
    assertTrue(LibraryVersion.isAtLeast("9.3", "9.3.0"));
    assertTrue(LibraryVersion.isAtLeast("12", "12"));
    assertFalse(LibraryVersion.isAtLeast("9.2.9", "9.3"));
    assertFalse(LibraryVersion.isAtLeast("8.9.7", "9"));
    assertEquals("12.6", LibraryVersion.ofThousands(12_060));
    assertEquals("9.3.0", LibraryVersion.ofFile(Path.of("/lib/libcudnn.so.9.3.0"), "libcudnn.so"));
    assertEquals("0", LibraryVersion.ofFile(Path.of("/lib/libcudnn.so"), "libcudnn.so"));
    assertEquals("0", LibraryVersion.ofFile(Path.of("/lib/libcudnn.so.9.x"), "libcudnn.so"));
  }
}
