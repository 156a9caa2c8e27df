package org.cycleat.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.cycleat.UserException;
import org.cycleat.config.ExperimentFile;
import org.cycleat.device.GpuChoice;
import org.cycleat.stage.Run;
import org.cycleat.train.ProgressScreen;

/** Makes the paper's tables and figures, and the ablation. */
public final class Experiment {
  /** What a user types for all of them. */
  public static final String ALL = "all";

  private final ExperimentFile file;
  private final Options options;
  private final ExperimentFolder folder;
  private final ExperimentData data;
  private final ExperimentIntake intake;
  private final Consumer<String> report;
  private final List<Exhibit> exhibits;

  /**
   * How an experiment is made.
   *
   * @param out its folder
   * @param seeds of its runs, each once; none for one, and for three in the ablation
   * @param parallel how many runs at the same time, at least 1
   */
  public record Options(Path out, List<Long> seeds, int parallel, GpuChoice gpu) {
    public Options {
      seeds = List.copyOf(seeds);
    }
  }

  /**
   * @param report told in a line what a user should know
   * @param lost told in a line what was meant to be read and was not
   */
  public Experiment(
      ExperimentFile file, Options options, Consumer<String> report, Consumer<String> lost) {
    this.file = file;
    this.options = options;
    this.report = report;
    folder = new ExperimentFolder(options.out());
    data = new ExperimentData(folder.data(), file);
    intake = new ExperimentIntake(data, file, report, lost);
    Plan plan = new Plan(file, data, folder.runs());
    Setup setup = new Setup(file, data, plan, seeds(1), report);
    exhibits =
        List.of(
            new SourceNetworks(setup),
            new DomainShift(setup),
            new Methods("table5", "Table 5", Protocol.SETS, setup),
            new Methods("table6", "Table 6", Protocol.FOLDS, setup),
            new PublishedMethods(setup),
            new Peers(setup),
            new Ablation(setup.withSeeds(seeds(3))),
            new DomainScatter(setup, options.gpu()),
            new GeneratedFaces(setup));
  }

  /** Those that were asked for, else so many from the configuration's on. */
  private List<Long> seeds(int usual) {
    long first = file.run().seed();
    return options.seeds().isEmpty()
        ? LongStream.range(first, first + usual).boxed().toList()
        : options.seeds();
  }

  /** How many runs the machine takes at the same time. */
  public static int parallel() {
    return Machine.parallel();
  }

  /**
   * Makes a table: what is complete is skipped, what was interrupted goes on.
   *
   * @param name of the table, or {@link #ALL} for those that the configuration has faces for
   * @throws UserException where the table is unknown, the configuration does not suit, or faces are
   *     missing; nothing is begun then
   */
  public void make(String name) {
    List<Exhibit> wanted = wanted(name);
    folder.requireFit(file);
    cells(wanted).stream().map(Cell::config).distinct().forEach(Run::requireWeights);
    intake.requireThere();
    folder.alone(
        () -> {
          prepare(wanted);
          make(wanted);
        });
  }

  private void prepare(List<Exhibit> wanted) {
    boolean judgesUnseen = wanted.stream().anyMatch(Exhibit::judgesUnseen);
    if (data.isReady()) {
      if (judgesUnseen) {
        data.requireUnseen();
      }
      wanted.forEach(Exhibit::requireFaces);
      return;
    }
    folder.begin(file);
    try {
      intake.run(judgesUnseen);
      wanted.forEach(Exhibit::requireFaces);
    } catch (UserException e) {
      folder.undo();
      throw e;
    }
  }

  private List<Exhibit> wanted(String name) {
    if (!name.equals(ALL)) {
      Exhibit table =
          exhibits.stream()
              .filter(each -> each.name().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(name));
      table.require();
      return List.of(table);
    }
    List<Exhibit> wanted = new ArrayList<>();
    for (Exhibit table : exhibits) {
      try {
        table.require();
        wanted.add(table);
      } catch (UserException e) {
        report.accept("left out: " + e.getMessage());
      }
    }
    return wanted;
  }

  private UserException unknown(String name) {
    List<String> names = new ArrayList<>(exhibits.stream().map(Exhibit::name).toList());
    names.add(ALL);
    return new UserException(
        "unknown table %s: expected %s".formatted(name, String.join(", ", names)));
  }

  private void make(List<Exhibit> wanted) {
    List<Cell> cells = cells(wanted);
    List<Cell> pending = cells.stream().filter(cell -> !CellRun.isComplete(cell)).toList();
    report.accept(
        "%d parts, of which %d are complete"
            .formatted(cells.size(), cells.size() - pending.size()));
    new Schedule(options.parallel(), this::make).run(pending);
    for (Exhibit table : wanted) {
      table.write(folder.table(table.name()));
    }
  }

  private static List<Cell> cells(List<Exhibit> wanted) {
    return Cell.distinct(wanted.stream().flatMap(table -> table.cells().stream()).toList());
  }

  private void make(Cell cell) {
    report.accept(cell.name());
    var run = new CellRun(cell, options.gpu(), line -> report.accept(cell.name() + ": " + line));
    if (options.parallel() == 1) {
      run.make();
    } else {
      ProgressScreen.shared(cell.name(), run::make);
    }
  }
}
