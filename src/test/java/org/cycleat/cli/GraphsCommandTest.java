package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cycleat.export.InferenceGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphsCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private int run(Path to) {
    return Main.run(
        List.of(GraphsCommand.class),
        new PrintWriter(out),
        new PrintWriter(err),
        "graphs",
        "--out",
        to.toString());
  }

  @Test
  void writesEveryNetworkAndNamesTheFiles() throws IOException {
    Path graphs = folder.resolve("new");
    assertEquals(0, run(graphs), err::toString);
    List<String> files =
        Arrays.stream(InferenceGraph.values())
            .map(graph -> graphs.resolve(graph.fileName()).toString())
            .toList();
    assertEquals(files, out.toString().lines().toList());
    for (String file : files) {
      Path committed = Path.of("graphs").resolve(Path.of(file).getFileName());
      assertEquals(-1, Files.mismatch(committed, Path.of(file)), file);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    assertEquals(2, run(file));
    String line = err.toString();
    assertTrue(
        line.startsWith("cycleat: cannot write " + file.resolve("resnet14.pbtxt") + ": "), line);
    assertEquals(1, line.lines().count(), line);
    assertEquals("", out.toString());
  }
}
