package org.cycleat.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cycleat.stage.Contenders;

/** Tables 5 and 6: CycleAT and what it is compared with, on one target domain. */
record Methods(String name, String title, Protocol protocol, Setup setup) implements PaperTable {

  @Override
  public void require() {
    setup.requireMethods(name, protocol);
  }

  @Override
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (long seed : setup.seeds()) {
      for (Division division : setup.divisions(protocol)) {
        cells.addAll(setup.plan().methods(protocol, division, seed));
      }
    }
    return Cell.distinct(cells);
  }

  /** What a method made of all faces that are judged. */
  static Scores scores(Setup setup, Protocol protocol, String method) {
    return setup.scores(
        method,
        protocol,
        (division, seed) -> {
          List<Cell> cells = setup.plan().methods(protocol, division, seed);
          Cell last = cells.get(cells.size() - 1);
          return Evidence.of(last.run(), division.test(), division.part());
        });
  }

  @Override
  public Result result() {
    List<String> codes = setup.codes(protocol);
    List<Result.Row> rows = new ArrayList<>();
    for (String method : Contenders.titles(setup.file().run())) {
      rows.add(
          new Result.Row(
              method,
              Optional.of(scores(setup, protocol, method)),
              Published.row(name, method, codes)));
    }
    return new Result(title + ": " + setup.name(protocol), "method", codes, rows, notes());
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(protocolNote());
    if (setup.seeds().size() > 1) {
      notes.add(
          switch (setup.settings().seededFrom()) {
            case SOURCE -> "Every seed makes all stages anew.";
            case TRANSLATION -> "Seeds share f_S, and make all that follows anew.";
            case TARGET ->
                "Seeds share f_S, the translation and f_T's pre-training; they vary in the"
                    + " selection and in what f_T learns of the target domain.";
          });
    }
    return notes;
  }

  private String protocolNote() {
    if (protocol == Protocol.FOLDS) {
      return "%d folds by subject; each face is evaluated once."
          .formatted(setup.settings().folds().number());
    }
    return setup.settings().sets().bothWays()
        ? "Trained on each of two sets and evaluated on the other; the mean of both."
        : "Trained on one set and evaluated on another.";
  }
}
