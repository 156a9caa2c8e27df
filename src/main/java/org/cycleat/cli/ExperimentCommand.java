package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.cycleat.UserException;
import org.cycleat.config.ExperimentFile;
import org.cycleat.dataset.Tree;
import org.cycleat.experiment.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cycleat experiment}: makes the paper's tables and figures, and the ablation. */
@Command(
    name = "experiment",
    description = {
      "Make a table of the paper, or the ablation: train and evaluate what it needs, and print it,",
      "with the paper's row below each of ours. What is complete is skipped, and what was",
      "interrupted goes on, so that tables in one folder share their runs. Writes table.csv,",
      "table.json, table.tex and index.html."
    })
final class ExperimentCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TABLE",
      description =
          "table2, table3, table5, table6, table7, table8, ablation (the method without each of its"
              + " parts), figure4, figure5, or all that the configuration has faces for.")
  private String table;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description =
          "Data, protocols and networks, such as docs/experiments/open.yaml. Its paths are seen"
              + " from the current folder.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Replace one key of the file, such as web.data=faces/ or run.imageSize=48. May be"
              + " repeated.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder of the experiment: made, or continued (default: experiments/NAME, of FILE).")
  private Path out;

  @Option(
      names = "--seeds",
      paramLabel = "LIST",
      description =
          "Seeds such as 1,2,3: tables then have the mean and the standard deviation over them"
              + " (default: run.seed; for ablation also the two after it, but the first alone"
              + " where the translation is another).")
  private String seeds;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Runs at the same time (default: one for every four cores).")
  private Integer parallel;

  @Mixin private GpuOption gpu;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ExperimentFile experiment = ExperimentFile.load(file, assignments);
    PrintWriter out = spec.commandLine().getOut();
    Losses losses = new Losses(out::println);
    var options = new Experiment.Options(folder(), seeds(), parallel(), gpu.choice());
    new Experiment(experiment, options, out::println, losses).make(table);
    return losses.exitCode();
  }

  private Path folder() {
    return out == null ? Path.of("experiments", Tree.stem(file)) : out;
  }

  private int parallel() {
    if (parallel == null) {
      return Experiment.parallel();
    }
    if (parallel < 1) {
      throw new UserException("--parallel %d: expected 1 or more".formatted(parallel));
    }
    return parallel;
  }

  private List<Long> seeds() {
    if (seeds == null) {
      return List.of();
    }
    List<Long> list = new ArrayList<>();
    Set<Long> known = new HashSet<>();
    for (String text : seeds.split(",", -1)) {
      if (!text.strip().matches("-?\\d{1,18}")) {
        throw new UserException(
            "--seeds: expected whole numbers such as 1,2,3, found '%s'".formatted(text.strip()));
      }
      long seed = Long.parseLong(text.strip());
      if (!known.add(seed)) {
        throw new UserException("--seeds: %d is there twice; give each seed once".formatted(seed));
      }
      list.add(seed);
    }
    return list;
  }
}
