package org.cycleat.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A small file cut into parts, and joined again from them. */
@EnabledOnOs(OS.LINUX)
class PartsTest {
  private static final int SIZE = 2500;

  private record Outcome(int code, String text) {}

  @TempDir Path folder;

  private final byte[] content = new byte[SIZE];
  private Path parts;

  @BeforeEach
  void cut() throws Exception {
    folder = folder.toRealPath();
    new Random(1).nextBytes(content);
    Path file =
        Files.write(Files.createDirectories(folder.resolve("a b")).resolve("x.gz"), content);
    Outcome outcome = run("src/bundle/cut.sh", file.toString(), "1k");
    parts = folder.resolve("a b/x.gz.parts");
    assertEquals(
        new Outcome(0, parts + " holds 3 parts; on the other machine: sh join.sh\n"), outcome);
  }

  private Outcome run(String... command) throws IOException, InterruptedException {
    Path text = folder.resolve("text");
    var builder = new ProcessBuilder("sh").redirectErrorStream(true).redirectOutput(text.toFile());
    builder.command().addAll(List.of(command));
    int code = builder.start().waitFor();
    return new Outcome(code, Files.readString(text));
  }

  private Outcome join() throws Exception {
    return run(parts.resolve("join.sh").toString());
  }

  private void assertRefused(String... lines) throws Exception {
    assertEquals(new Outcome(2, "join.sh: " + String.join("\njoin.sh: ", lines) + "\n"), join());
    try (var files = Files.list(parts)) {
      assertFalse(files.anyMatch(file -> file.getFileName().toString().matches("x.gz(.joining)?")));
    }
  }

  @Test
  void joinsToTheSameBytes() throws Exception {
    assertEquals(1024, Files.size(parts.resolve("x.gz.aab")));
    assertEquals(SIZE - 2048, Files.size(parts.resolve("x.gz.aac")));
    String line = parts + "/x.gz is whole; unpack it with: tar -xf x.gz\n";
    assertEquals(new Outcome(0, line), join());
    assertArrayEquals(content, Files.readAllBytes(parts.resolve("x.gz")));
    assertEquals(new Outcome(0, line), join(), "again");
  }

  @Test
  void namesEveryPartThatIsMissingOrDamaged() throws Exception {
    Files.delete(parts.resolve("x.gz.aaa"));
    Files.write(parts.resolve("x.gz.aac"), new byte[SIZE - 2048]);
    assertRefused(
        "x.gz.aaa is missing",
        "x.gz.aac is damaged",
        "nothing was joined: copy what is missing or damaged into %s, then run this again"
            .formatted(parts));
  }

  @Test
  void refusesPartsOfSeveralBundles() throws Exception {
    Path sums = parts.resolve("SHA256SUMS");
    List<String> lines = Files.readAllLines(sums);
    Files.write(sums, List.of(lines.get(1), lines.get(0), lines.get(2), lines.get(3)));
    assertRefused(
        "x.gz is not what was cut into parts: copy the parts and SHA256SUMS from one bundle");
  }

  @Test
  void saysWhenTheChecksumsAreMissingOrDamaged() throws Exception {
    Path sums = parts.resolve("SHA256SUMS");
    Files.writeString(sums, "<html>\n");
    assertRefused("SHA256SUMS in %s is damaged: copy it anew".formatted(parts));
    Files.delete(sums);
    assertRefused("no SHA256SUMS in %s: copy it from where the parts are".formatted(parts));
  }
}
