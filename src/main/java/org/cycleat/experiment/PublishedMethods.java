package org.cycleat.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Table 7: what others published on the sets, and CycleAT. */
record PublishedMethods(Setup setup) implements PaperTable {
  private static final String CYCLEAT = "CycleAT";

  @Override
  public String name() {
    return "table7";
  }

  private Methods methods() {
    return new Methods("table5", "Table 5", Protocol.SETS, setup);
  }

  @Override
  public void require() {
    setup.requireMethods(name(), Protocol.SETS);
  }

  @Override
  public List<Cell> cells() {
    return methods().cells();
  }

  @Override
  public Result result() {
    List<String> codes = setup.codes(Protocol.SETS);
    List<Result.Row> rows = new ArrayList<>();
    for (Published.Row published : Published.rows(name(), codes)) {
      Optional<Scores> ours =
          Optional.of(published.title())
              .filter(CYCLEAT::equals)
              .map(method -> Methods.scores(setup, Protocol.SETS, method));
      rows.add(new Result.Row(published.title(), ours, Optional.of(published)));
    }
    return new Result(
        "Table 7: other methods on " + setup.name(Protocol.SETS),
        "method",
        codes,
        rows,
        List.of("The others' figures are those that the paper gives for SFEW."));
  }
}
