package org.cycleat.render.mesh;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The inputs that {@code make fuzz} starts from, and those that it found something with. */
class FuzzCorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/org/cycleat/render/mesh/corpus");

  @TestFactory
  List<DynamicTest> obj() throws IOException {
    return tests("obj", ObjFuzz::fuzzerTestOneInput);
  }

  @TestFactory
  List<DynamicTest> vrml() throws IOException {
    return tests("vrml", VrmlFuzz::fuzzerTestOneInput);
  }

  private static List<DynamicTest> tests(String folder, Consumer<byte[]> target)
      throws IOException {
    try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
      List<Path> inputs = files.sorted().toList();
      assertFalse(inputs.isEmpty(), folder);
      return inputs.stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file, target)))
          .toList();
    }
  }

  private static void run(Path file, Consumer<byte[]> target) {
    try {
      target.accept(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
