package org.cycleat.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.config.Architecture;
import org.cycleat.stage.Contenders;

/** Table 2: networks on the source domain, judged on people that they have not seen. */
record SourceNetworks(Setup setup) implements PaperTable {
  private static final Map<Architecture, String> TITLES =
      Map.of(
          Architecture.ALEXNET, "AlexNet",
          Architecture.VGG19, "VGG-19",
          Architecture.RESNET38, "ResNet-38",
          Architecture.RESNET50, "ResNet-50",
          Architecture.RESNET101, "ResNet-101");

  @Override
  public String name() {
    return "table2";
  }

  @Override
  public void require() {
    setup.requireSource(name());
  }

  private Map<Architecture, Integer> sizes() {
    return setup.settings().table2().sizes();
  }

  @Override
  public boolean judgesUnseen() {
    return true;
  }

  @Override
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (long seed : setup.seeds()) {
      sizes().forEach((network, size) -> cells.add(setup.plan().network(network, size, seed)));
    }
    return Cell.distinct(cells);
  }

  @Override
  public Result result() {
    List<String> codes = setup.codes(Protocol.SETS);
    List<Result.Row> rows = new ArrayList<>();
    sizes()
        .forEach(
            (network, size) -> {
              String title = TITLES.get(network);
              rows.add(
                  new Result.Row(
                      title,
                      Optional.of(scores(network, size)),
                      Published.row(name(), title, codes)));
            });
    return new Result(
        "Table 2: networks on the source domain",
        "model",
        codes,
        rows,
        List.of(
            "Trained on the source domain's training part, evaluated on people of its test part.",
            "Sizes of the faces in pixels: " + sizesText() + "."));
  }

  private Scores scores(Architecture network, int size) {
    return setup.scores(
        Contenders.S2T,
        setup.codes(Protocol.SETS),
        seed -> {
          Cell cell = setup.plan().network(network, size, seed);
          return List.of(Evidence.ofUnseen(cell.run(), setup.report()));
        });
  }

  private String sizesText() {
    List<String> texts = new ArrayList<>();
    sizes().forEach((network, size) -> texts.add(TITLES.get(network) + " " + size));
    return String.join(", ", texts);
  }
}
