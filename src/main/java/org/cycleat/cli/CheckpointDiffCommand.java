package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cycleat.UserException;
import org.cycleat.transfer.Difference;
import org.cycleat.weights.WeightFile;
import org.cycleat.weights.WeightFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cycleat checkpoint diff}: how two files differ. */
@Command(
    name = "diff",
    description = "Compare two files, array by array.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:the two are equal",
      " 1:they differ, or an error of the program or the machine",
      " 2:something that you can mend: the line says what and how"
    })
final class CheckpointDiffCommand implements Callable<Integer> {
  private static final int DIFFER = 1;

  @Parameters(index = "0", paramLabel = "A", description = "A file of weights.")
  private Path first;

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  private Path second;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      defaultValue = "0",
      description =
          "Values are equal that differ by no more than T times the larger of 1 and their size"
              + " (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(names = "--json", description = "Print one JSON object a line for each difference.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (!(tolerance >= 0 && Double.isFinite(tolerance))) {
      throw new UserException("--tolerance: expected a number from 0, found " + tolerance);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (WeightFile a = WeightFiles.open(first);
        WeightFile b = WeightFiles.open(second)) {
      List<Difference> differences = Difference.between(a, b, tolerance);
      differences.forEach(difference -> out.println(line(difference)));
      if (!json) {
        long shared = a.entries().keySet().stream().filter(b.entries()::containsKey).count();
        long lone =
            differences.stream().filter(d -> !b.entries().containsKey(d.name())).count()
                + differences.stream().filter(d -> !a.entries().containsKey(d.name())).count();
        long equal = shared - (differences.size() - lone);
        out.printf(
            "%d arrays equal, %d differ, %d in one of the two only%n", equal, shared - equal, lone);
      }
      return differences.isEmpty() ? 0 : DIFFER;
    }
  }

  private String line(Difference difference) {
    if (!json) {
      return difference.line();
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", difference.name());
    facts.put("differs", difference.kind().name().toLowerCase(Locale.ROOT));
    if (difference.kind() == Difference.Kind.VALUES) {
      facts.put("count", difference.count());
      facts.put("absolute", difference.absolute());
      facts.put("relative", difference.relative());
    } else {
      facts.put("words", difference.words());
    }
    return ArrayFacts.json(facts);
  }
}
