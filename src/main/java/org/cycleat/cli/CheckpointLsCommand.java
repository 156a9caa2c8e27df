package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.cycleat.weights.Printable;
import org.cycleat.weights.WeightFile;
import org.cycleat.weights.WeightFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cycleat checkpoint ls}: the arrays of a file. */
@Command(name = "ls", description = "List the arrays: name, shape, type and bytes.")
final class CheckpointLsCommand implements Runnable {
  @Parameters(paramLabel = "PATH", description = "The file of weights.")
  private Path path;

  @Option(names = "--json", description = "Print one JSON object a line for each array.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try (WeightFile file = WeightFiles.open(path)) {
      Map<String, WeightFile.Entry> entries = file.entries();
      int name = width(entries.keySet().stream());
      int shape = width(entries.values().stream().map(entry -> ArrayFacts.shape(entry.shape())));
      entries.forEach((key, entry) -> out.println(line(key, entry, name, shape)));
      if (!json) {
        long numbers = entries.values().stream().mapToLong(entry -> entry.shape().size()).sum();
        long bytes = entries.values().stream().mapToLong(ArrayFacts::bytes).sum();
        out.printf(
            "%d arrays, %,d numbers, %,d bytes (%s)%n",
            entries.size(), numbers, bytes, file.format());
      }
    }
  }

  private String line(String name, WeightFile.Entry entry, int nameWidth, int shapeWidth) {
    if (json) {
      Map<String, Object> facts = ArrayFacts.of(name, entry);
      facts.put("bytes", ArrayFacts.bytes(entry));
      return ArrayFacts.json(facts);
    }
    String columns = "%-" + nameWidth + "s  %-" + shapeWidth + "s  %-8s  %,d";
    return columns.formatted(
        Printable.of(name), ArrayFacts.shape(entry.shape()), entry.type(), ArrayFacts.bytes(entry));
  }

  private static int width(Stream<String> texts) {
    return texts.mapToInt(String::length).max().orElse(1);
  }
}
