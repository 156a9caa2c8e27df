package org.cycleat.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cycleat.config.Config;
import org.cycleat.config.ExperimentFile;
import org.cycleat.stage.Loans;
import org.junit.jupiter.api.Test;

class AblationTest {
  private static final Path OPEN = Path.of("docs/experiments/open.yaml");
  private static final List<String> VARIED =
      List.of("preset=tiny", "run.selection.limit=3", "ablation.source.data=plain/");

  private static Setup setup(List<Long> seeds, List<String> settings) {
    ExperimentFile file = ExperimentFile.load(OPEN, settings);
    ExperimentData data = new ExperimentData(Path.of("data"), file);
    return new Setup(file, data, new Plan(file, data, Path.of("runs")), seeds, line -> {});
  }

  private static List<Cell> cells(List<Long> seeds, List<String> settings) {
    return new Ablation(setup(seeds, settings)).cells();
  }

  private static List<String> names(List<Cell> cells) {
    return cells.stream().map(Cell::name).toList();
  }

  private static Cell named(List<Cell> cells, String name) {
    return cells.stream().filter(cell -> cell.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void rowsShareWhatNoChangedKeyReaches() {
    assertEquals(
        List.of(
            "base-1 source",
            "base-1 translation",
            "base-1 shared results of the method",
            "sets-1-seed-1 method",
            "without-translation-sets-1-seed-1 method",
            "without-variety-sets-1-seed-1 method",
            "without-attention-sets-1-seed-1 method",
            "without-pretraining-sets-1-seed-1 method",
            "base-plain-1 source",
            "base-plain-1 translation",
            "base-plain-1 shared results of the method",
            "without-expressions-sets-1-seed-1 method"),
        names(cells(List.of(1L), VARIED)));
  }

  /** The translation is shared by all seeds, where open.yaml has it so. */
  @Test
  void whatHasATranslationOfItsOwnTakesOneSeed() {
    List<String> names = names(cells(List.of(4L, 5L, 6L), VARIED));
    assertEquals(
        3, names.stream().filter(name -> name.matches("sets-1-seed-[456] method")).count());
    assertEquals(
        3, names.stream().filter(name -> name.startsWith("without-variety-sets-1-seed-")).count());
    assertEquals(
        List.of("without-expressions-sets-1-seed-4 method"),
        names.stream().filter(name -> name.startsWith("without-expressions")).toList());
    assertEquals(2, names.stream().filter(name -> name.endsWith(" translation")).count());
  }

  @Test
  void aPartThatTheConfigurationHasNotIsNoRow() {
    var settings =
        List.of(
            "preset=tiny",
            "run.target.attentionBeta=0",
            "run.target.pretrainEpochs=0",
            "run.seed=3");
    assertEquals(
        List.of(
            "base-3 source",
            "base-3 translation",
            "base-3 shared results of the method",
            "sets-1-seed-1 method",
            "without-translation-sets-1-seed-1 method"),
        names(cells(List.of(1L), settings)));
  }

  @Test
  void aPartIsLeftOutByKeys() {
    List<Cell> cells = cells(List.of(1L), VARIED);
    Config whole = named(cells, "sets-1-seed-1 method").config();
    assertEquals(
        Set.of(), changed(whole, named(cells, "without-expressions-sets-1-seed-1 method")));
    assertEquals(
        Set.of("selection.untranslated"),
        changed(whole, named(cells, "without-translation-sets-1-seed-1 method")));
    assertEquals(
        Set.of("selection.limit"),
        changed(whole, named(cells, "without-variety-sets-1-seed-1 method")));
    assertEquals(
        Set.of("target.attentionBeta"),
        changed(whole, named(cells, "without-attention-sets-1-seed-1 method")));
    assertEquals(
        Set.of("target.pretrainEpochs"),
        changed(whole, named(cells, "without-pretraining-sets-1-seed-1 method")));
  }

  private static Set<String> changed(Config whole, Cell without) {
    return whole.differences(without.config()).stream()
        .map(Config.Difference::key)
        .collect(Collectors.toSet());
  }

  @Test
  void theFirstRunIsThatOfTableFive() {
    Setup setup = setup(List.of(1L), VARIED);
    Cell here = named(new Ablation(setup).cells(), "sets-1-seed-1 method");
    Cell there =
        named(new Methods("table5", "Table 5", Protocol.SETS, setup).cells(), "sets-1-seed-1");
    assertEquals(there.run(), here.run());
    assertEquals(there.config(), here.config());
    assertEquals(there.data(), here.data());
    assertEquals(List.of("CycleAT", "S2T_attention"), here.rows());
    assertEquals(
        List.of("S2T", "S2T_fine-tune", "S2T_attention", "S2T_att.&gen.", "CycleAT"), there.rows());
    List<String> adapted = new ArrayList<>(VARIED);
    adapted.add("run.web.adaptBatchNorm=true");
    Cell withAdaBn =
        named(
            new Methods("table5", "Table 5", Protocol.SETS, setup(List.of(1L), adapted)).cells(),
            "sets-1-seed-1");
    assertEquals(List.of("S2T", "S2T_AdaBN"), withAdaBn.rows().subList(0, 2));
  }

  /** All of f_T's pre-training but what other keys change. */
  @Test
  void resultsAreSharedWhereTheirKeysAreAlike() {
    Config tiny = Config.preset("tiny");
    assertEquals(
        Set.of(Loans.Result.values()),
        Loans.alike(
            tiny, tiny.with("seed=2", "selection.untranslated=true", "target.attentionBeta=0")));
    Set<Loans.Result> without = Loans.alike(tiny, tiny.with("target.pretrainEpochs=0"));
    assertFalse(without.contains(Loans.Result.PRETRAINING));
    assertTrue(without.contains(Loans.Result.ALEXNET));
    Set<Loans.Result> other = Loans.alike(tiny, tiny.with("gan.cycleWeight=5"));
    assertFalse(other.contains(Loans.Result.TRANSLATION));
    assertTrue(other.contains(Loans.Result.SOURCE));
  }
}
