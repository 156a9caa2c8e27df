package org.cycleat.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Calls a library in C that stands in for the driver, where there is a compiler and no driver. */
@EnabledOnOs(OS.LINUX)
class DriverFunctionsTest {
  @TempDir Path folder;

  private DriverFunctions compiled() throws Exception {
    assumeTrue(Loader.addressof("cuInit") == null, "a driver is open");
    Path source = Path.of("src/test/resources/org/cycleat/device/driver.c");
    Path library = folder.resolve("libdriver.so");
    assumeTrue(compile(source, library), "no C compiler");
    return new DriverFunctions(library.toString());
  }

  private static boolean compile(Path source, Path library) throws Exception {
    try {
      return new ProcessBuilder(
                  "cc", "-shared", "-fPIC", "-o", library.toString(), source.toString())
              .inheritIO()
              .start()
              .waitFor()
          == 0;
    } catch (IOException noCompiler) {
      return false;
    }
  }

  @Test
  void eachPassesItsArguments() throws Exception {
    DriverFunctions driver = compiled();
    assertTrue(driver.open());
    assertEquals(12_040, driver.version());
    assertEquals(803, driver.initialize());
    assertEquals("driver mismatch", driver.errorText(803));
    assertEquals("error 5", driver.errorText(5));
    assertEquals(
        List.of(
            new GpuCard(0, "First Card", "8.6", 16_000_000_001L),
            new GpuCard(1, "Second", "9.6", 80_000_000_002L)),
        driver.cards());
    assertEquals(OptionalLong.of(15_500_000_003L), driver.freeBytes(0));
    assertEquals(OptionalLong.empty(), driver.freeBytes(1));
  }

  @Test
  void aLibraryThatIsNotThereOrNoLibraryIsNoDriver() throws IOException {
    assertFalse(new DriverFunctions(folder.resolve("none.so").toString()).open());
    Path text = Files.writeString(folder.resolve("text.so"), "no library");
    assertFalse(new DriverFunctions(text.toString()).open());
  }
}
