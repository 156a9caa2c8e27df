package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.cycleat.transfer.Statistics;
import org.cycleat.weights.Printable;
import org.cycleat.weights.WeightFile;
import org.cycleat.weights.WeightFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cycleat checkpoint show}: what the values of arrays are like. */
@Command(
    name = "show",
    description =
        "Show the values: least, greatest, mean, standard deviation, share of zeros, and the first.")
final class CheckpointShowCommand implements Runnable {
  private static final Pattern WILDCARD = Pattern.compile("[*?]|[^*?]+");

  @Parameters(index = "0", paramLabel = "PATH", description = "The file of weights.")
  private Path path;

  @Parameters(
      index = "1..*",
      paramLabel = "PATTERN",
      description = "Names to show, with * for any text and ? for a letter; all unless given.")
  private List<String> patterns = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON object a line for each array.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try (WeightFile file = WeightFiles.open(path)) {
      for (String name : wanted(file)) {
        out.println(line(file, name, file.entries().get(name)));
      }
    }
  }

  private String line(WeightFile file, String name, WeightFile.Entry entry) {
    Map<String, Object> facts = ArrayFacts.of(name, entry);
    String text =
        "%s %s %s".formatted(Printable.of(name), ArrayFacts.shape(entry.shape()), entry.type());
    if (entry.type().isNumeric()) {
      Statistics statistics = Statistics.of(file.read(name));
      put(facts, statistics);
      text += "%n".formatted() + text(statistics);
    }
    return json ? ArrayFacts.json(facts) : text;
  }

  private static void put(Map<String, Object> facts, Statistics statistics) {
    facts.put("min", statistics.minimum());
    facts.put("max", statistics.maximum());
    facts.put("mean", statistics.mean());
    facts.put("std", statistics.deviation());
    facts.put("zeros", statistics.zeros());
    facts.put("notFinite", statistics.notFinite());
    facts.put("first", statistics.first());
  }

  /** In the order of the file. */
  private List<String> wanted(WeightFile file) {
    List<Pattern> regexes = patterns.stream().map(CheckpointShowCommand::regex).toList();
    for (int i = 0; i < regexes.size(); i++) {
      Pattern regex = regexes.get(i);
      if (file.entries().keySet().stream().noneMatch(name -> regex.matcher(name).matches())) {
        throw new UserException(
            "no array %s in %s; `cycleat checkpoint ls` lists them"
                .formatted(patterns.get(i), path));
      }
    }
    return file.entries().keySet().stream()
        .filter(
            name -> regexes.isEmpty() || regexes.stream().anyMatch(r -> r.matcher(name).matches()))
        .toList();
  }

  private static Pattern regex(String pattern) {
    return Pattern.compile(
        WILDCARD
            .matcher(pattern)
            .results()
            .map(
                part ->
                    switch (part.group()) {
                      case "*" -> ".*";
                      case "?" -> ".";
                      default -> Pattern.quote(part.group());
                    })
            .collect(Collectors.joining()));
  }

  private static String text(Statistics statistics) {
    String text =
        "  min %.6g, max %.6g, mean %.6g, std %.6g, zeros %.2f %%"
            .formatted(
                statistics.minimum(),
                statistics.maximum(),
                statistics.mean(),
                statistics.deviation(),
                100 * statistics.zeros());
    String notFinite =
        statistics.notFinite() > 0 ? ", %d NaN or infinite".formatted(statistics.notFinite()) : "";
    return text + notFinite + "%n  first %s".formatted(statistics.first());
  }
}
