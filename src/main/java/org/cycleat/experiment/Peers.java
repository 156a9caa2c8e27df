package org.cycleat.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cycleat.UserException;
import org.cycleat.baseline.SvmBaseline;
import org.cycleat.config.Architecture;
import org.cycleat.config.Table8Config;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Use;
import org.cycleat.stage.Contenders;

/** Table 8: other networks on the same faces, and CycleAT. */
record Peers(Setup setup) implements PaperTable {

  @Override
  public String name() {
    return "table8";
  }

  private Methods methods() {
    return new Methods("table6", "Table 6", Protocol.FOLDS, setup);
  }

  private List<Plan.Peer> peers() {
    Table8Config table = setup.settings().table8();
    return List.of(
            new Plan.Peer("AlexNet", Architecture.ALEXNET, table.alexnet(), table.alexnetWeights()),
            new Plan.Peer("VGG-16", Architecture.VGG16, table.vgg16(), table.vgg16Weights()))
        .stream()
        .filter(peer -> peer.imageSize() > 0)
        .toList();
  }

  @Override
  public void require() {
    setup.requireMethods(name(), Protocol.FOLDS);
  }

  @Override
  public void requireFaces() {
    Labels labels = setup.data().foldLabels();
    for (Division fold : setup.data().folds()) {
      try {
        SvmBaseline.requireEnough(Manifest.read(fold.training(), labels, Use.LABELLED));
      } catch (UserException e) {
        throw new UserException(
            "%s, the training part of %s: %s".formatted(name(), fold.name(), e.getMessage()), e);
      }
    }
  }

  @Override
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>(methods().cells());
    for (long seed : setup.seeds()) {
      for (Division division : setup.data().folds()) {
        cells.addAll(setup.plan().svm(false, division, seed));
        cells.addAll(setup.plan().svm(true, division, seed));
        peers().forEach(peer -> cells.addAll(setup.plan().peer(peer, division, seed)));
      }
    }
    return Cell.distinct(cells);
  }

  @Override
  public Result result() {
    List<String> codes = setup.codes(Protocol.FOLDS);
    List<Result.Row> rows = new ArrayList<>();
    rows.add(
        new Result.Row(
            "Multi-SVM on HOG",
            Optional.of(svmScores(false)),
            Published.row(name(), "Multi-SVM", codes)));
    rows.add(new Result.Row("Multi-SVM on f_S", Optional.of(svmScores(true)), Optional.empty()));
    for (Plan.Peer peer : peers()) {
      rows.add(row(peer.title(), scores(peer)));
    }
    rows.add(row("CycleAT", Methods.scores(setup, Protocol.FOLDS, "CycleAT")));
    return new Result(
        "Table 8: other networks on " + setup.name(Protocol.FOLDS),
        "method",
        codes,
        rows,
        List.of("All are trained on the same faces and evaluated on the same ones."));
  }

  private Result.Row row(String title, Scores scores) {
    return new Result.Row(title, Optional.of(scores), Published.row(name(), title, scores.codes()));
  }

  private Scores scores(Plan.Peer peer) {
    return setup.scores(
        Contenders.FINE_TUNED,
        Protocol.FOLDS,
        (division, seed) -> {
          Cell tuned = setup.plan().peer(peer, division, seed).get(1);
          return Evidence.of(tuned.run(), division.test(), 0);
        });
  }

  private Scores svmScores(boolean onNetwork) {
    return setup.scores(
        SvmRun.METHOD,
        Protocol.FOLDS,
        (division, seed) -> {
          List<Cell> cells = setup.plan().svm(onNetwork, division, seed);
          return Evidence.ofSvm(cells.get(cells.size() - 1).run(), division.test());
        });
  }
}
