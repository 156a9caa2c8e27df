package org.cycleat.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LibrarySearchTest {
  private static final String NAME = "libcycleat_copy.so.7";

  @TempDir Path folder;

  @Test
  void tellsTheFileBehindTheNameAndDoesNotOpenIt() throws Exception {
    Path file = copy("libjsig.so", NAME + ".1.2");
    Files.createSymbolicLink(folder.resolve(NAME), file);
    assertEquals(
        Map.of(NAME, file.toRealPath()),
        LibrarySearch.find(
            List.of("libnone_such.so.1", NAME), List.of("/no such", folder.toString())));
    assertFalse(Files.readString(Path.of("/proc/self/maps")).contains(NAME));
  }

  private Path copy(String ofJava, String name) throws IOException {
    Path library = Path.of(System.getProperty("java.home"), "lib", ofJava);
    return Files.copy(library, folder.resolve(name));
  }

  /** Java's libzip is linked with its libjava, which is beside it. */
  @Test
  void findsNothingWhereALibraryLacksAnother() throws Exception {
    copy("libjsig.so", "libcycleat_whole.so");
    copy("libzip.so", NAME);
    assertEquals(
        Map.of(),
        LibrarySearch.find(List.of("libcycleat_whole.so", NAME), List.of(folder.toString())));
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertEquals(Map.of(), LibrarySearch.find(List.of(NAME), List.of(folder.toString())));
  }
}
