package org.cycleat.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cycleat.stage.Contenders;

/** Table 3: f_S on the source domain and, as it is, on the target domains. */
record DomainShift(Setup setup) implements PaperTable {

  @Override
  public String name() {
    return "table3";
  }

  @Override
  public void require() {
    setup.requireSource(name());
    if (protocols().isEmpty()) {
      setup.requireTarget(name(), Protocol.SETS);
    }
  }

  private List<Protocol> protocols() {
    List<Protocol> protocols = new ArrayList<>();
    if (setup.settings().sets().isGiven()) {
      protocols.add(Protocol.SETS);
    }
    if (setup.settings().folds().isGiven()) {
      protocols.add(Protocol.FOLDS);
    }
    return protocols;
  }

  @Override
  public boolean judgesUnseen() {
    return true;
  }

  @Override
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (long seed : setup.seeds()) {
      cells.add(setup.plan().source(Protocol.SETS, seed));
      protocols().forEach(protocol -> cells.addAll(setup.plan().shifted(protocol, seed)));
    }
    return Cell.distinct(cells);
  }

  @Override
  public Result result() {
    List<String> codes = setup.data().allLabels().codes();
    List<Result.Row> rows = new ArrayList<>();
    Scores unseen =
        setup.scores(
            Contenders.S2T,
            codes,
            seed ->
                List.of(
                    Evidence.ofUnseen(
                        setup.plan().source(Protocol.SETS, seed).run(), setup.report())));
    rows.add(row("source domain", unseen, "source"));
    for (Protocol protocol : protocols()) {
      Scores scores = setup.scores(Contenders.S2T, codes, seed -> judged(protocol, seed));
      rows.add(row(setup.name(protocol), scores, protocol == Protocol.SETS ? "sets" : "folds"));
    }
    return new Result(
        "Table 3: a classifier of the source domain on other domains",
        "tested on",
        codes,
        rows,
        List.of("f_S is trained on the source domain alone; nothing of the others is learned."));
  }

  private Result.Row row(String title, Scores scores, String published) {
    return new Result.Row(
        title, Optional.of(scores), Published.row(name(), published, scores.codes()));
  }

  private List<Evidence> judged(Protocol protocol, long seed) {
    var run = setup.plan().source(protocol, seed).run();
    return protocol == Protocol.FOLDS
        ? List.of(Evidence.of(run, setup.data().allFolds(), 0))
        : setup.data().sets().stream()
            .map(division -> Evidence.of(run, division.test(), division.part()))
            .toList();
  }
}
