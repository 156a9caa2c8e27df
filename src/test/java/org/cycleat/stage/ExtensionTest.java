package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionTest {

  private static final Config TINY = Config.preset("tiny");

  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();
  private Workspace workspace;

  /** A run that is complete, with the state of each training. */
  @BeforeEach
  void makeRun() throws IOException {
    workspace = Workspace.create(folder.resolve("run"), TINY);
    for (String training :
        List.of(
            "source",
            "translation/stage1",
            "translation",
            "selection/alexnet",
            "pretraining",
            "target")) {
      Files.createDirectories(at(training).resolve("state/step-00000012"));
      workspace.complete(at(training));
    }
    Files.createDirectories(at("generated"));
    workspace.complete(at("selection"));
  }

  private Path at(String path) {
    return workspace.root().resolve(path);
  }

  private void extend(String... assignments) {
    Extension.of(workspace, workspace.config().with(assignments)).apply(told::add);
  }

  private String refusal(String... assignments) {
    String message = assertThrows(UserException.class, () -> extend(assignments)).getMessage();
    assertEquals(TINY, workspace.config(), "nothing has changed");
    assertTrue(workspace.isComplete(at("source")));
    assertTrue(workspace.isComplete(at("target")));
    return message;
  }

  private void assertComplete(String... folders) {
    for (String one :
        List.of(
            "source",
            "translation/stage1",
            "translation",
            "selection/alexnet",
            "selection",
            "pretraining",
            "target")) {
      assertEquals(List.of(folders).contains(one), workspace.isComplete(at(one)), one);
    }
  }

  @Test
  void moreSourceEpochsKeepTheStateAndPutLaterStagesAside() {
    extend("source.epochs=5");
    assertEquals(5, workspace.config().source().epochs());
    assertComplete("pretraining");
    assertTrue(Files.exists(at("source/state/step-00000012")));
    for (String later : List.of("translation", "generated", "selection", "target")) {
      assertFalse(Files.exists(at(later)), later);
      assertTrue(Files.exists(at("before-1").resolve(later)), later);
    }
    assertEquals(
        List.of(
            "extend: translation, generated, selection, target will be made anew; what was there lies in %s now"
                .formatted(at("before-1"))),
        told);
    extend("source.epochs=5");
    assertEquals(1, told.size(), "the same command again changes nothing");
  }

  @Test
  void moreStepsOfStageOneKeepItInsideATranslationThatBeginsAnew() {
    extend("gan.stage1Steps=20");
    assertComplete("source", "pretraining");
    assertTrue(Files.exists(at("translation/stage1/state/step-00000012")));
    assertFalse(Files.exists(at("translation/state")));
    assertTrue(Files.exists(at("before-1/translation/state")));
  }

  @Test
  void moreStepsOfStageTwoGoOnThere() {
    extend("gan.stage2Steps=20");
    assertComplete("source", "translation/stage1", "pretraining");
    assertTrue(Files.exists(at("translation/state/step-00000012")));
  }

  @Test
  void moreEpochsOfTheSelectionKeepWhatWasGenerated() {
    extend("selection.epochs=4");
    assertComplete("source", "translation/stage1", "translation", "pretraining");
    assertTrue(Files.exists(at("generated")));
    assertTrue(Files.exists(at("selection/alexnet/state/step-00000012")));
  }

  @Test
  void moreTargetEpochsPutNothingAside() {
    extend("target.epochs=4");
    assertComplete(
        "source",
        "translation/stage1",
        "translation",
        "selection/alexnet",
        "selection",
        "pretraining");
    assertEquals(List.of(), told);
    extend("target.pretrainEpochs=3");
    assertFalse(Files.exists(at("target")));
    assertFalse(workspace.isComplete(at("pretraining")));
  }

  /** A run of its own, with the state of each phase of f_T. */
  private void makePhases(String... lengths) throws IOException {
    workspace = Workspace.create(folder.resolve("phases"), TINY.with(lengths));
    for (String training : List.of("source", "target/generated", "target/mixture", "target")) {
      Files.createDirectories(at(training).resolve("state/step-00000012"));
      workspace.complete(at(training));
    }
  }

  @Test
  void aPhaseThatGrowsGoesOnAndThoseAfterItBeginAnew() throws IOException {
    makePhases("target.generatedEpochs=2", "target.realEpochs=2");
    extend("target.epochs=9");
    assertTrue(Files.exists(at("target/generated/state/step-00000012")));
    assertTrue(Files.exists(at("target/mixture/state/step-00000012")));
    assertFalse(workspace.isComplete(at("target/mixture")));
    assertFalse(Files.exists(at("target/state")));
    assertTrue(Files.exists(at("before-1/target/state")));
  }

  @Test
  void theLastPhaseGoesOnAlone() throws IOException {
    makePhases("target.generatedEpochs=2", "target.realEpochs=2");
    extend("target.realEpochs=3");
    assertTrue(workspace.isComplete(at("target/generated")));
    assertTrue(workspace.isComplete(at("target/mixture")));
    assertTrue(Files.exists(at("target/state/step-00000012")));
    assertFalse(workspace.isComplete(at("target")));
  }

  @Test
  void whatStartsFromAPhaseThatGrowsDoesNotGoOn() throws IOException {
    makePhases("target.generatedEpochs=2", "target.realEpochs=2");
    extend("target.generatedEpochs=3", "target.epochs=9", "target.realEpochs=3");
    assertTrue(Files.exists(at("target/generated/state")));
    assertFalse(Files.exists(at("target/mixture")));
    assertFalse(Files.exists(at("target/state")));
  }

  @Test
  void allPhasesBeginAnewWhereAnotherOneIsTheLast() throws IOException {
    makePhases("target.generatedEpochs=2");
    extend("target.realEpochs=1");
    assertFalse(Files.exists(at("target")));
    assertTrue(Files.exists(at("before-1/target/generated")));
  }

  @Test
  void whatFoldsChoseBeginsAnew() throws IOException {
    makePhases("target.folds=2");
    extend("target.epochs=9");
    assertFalse(Files.exists(at("target")));
    assertTrue(Files.exists(at("before-1/target/state")));
  }

  /** As {@code --baselines all} leaves them. */
  private void makeBaselines() throws IOException {
    for (String training : List.of("fine-tune", "att-gen/translation", "att-gen/target")) {
      Files.createDirectories(at("baselines").resolve(training).resolve("state/step-00000012"));
      workspace.complete(at("baselines").resolve(training));
    }
    Files.createDirectories(at("baselines/att-gen/generated"));
    workspace.complete(at("baselines/att-gen/selection"));
    workspace.complete(at("baselines"));
  }

  private void assertBaselines(List<String> kept, List<String> aside) {
    for (String folder : kept) {
      assertTrue(Files.exists(at("baselines").resolve(folder)), folder);
    }
    for (String folder : aside) {
      assertFalse(Files.exists(at("baselines").resolve(folder)), folder);
      assertTrue(Files.exists(at("before-1/baselines").resolve(folder)), folder);
    }
    assertFalse(workspace.isComplete(at("baselines")));
  }

  @Test
  void moreStepsOfStageTwoGoOnInTheSeparateTranslationToo() throws IOException {
    makeBaselines();
    extend("gan.stage2Steps=20");
    assertBaselines(
        List.of("fine-tune/complete.json", "att-gen/translation/state/step-00000012"),
        List.of("att-gen/generated", "att-gen/selection", "att-gen/target"));
    assertFalse(workspace.isComplete(at("baselines/att-gen/translation")));
  }

  @Test
  void moreStepsOfStageOneMakeTheSeparateTranslationAnew() throws IOException {
    makeBaselines();
    extend("gan.stage1Steps=20", "gan.stage2Steps=20");
    assertBaselines(
        List.of("fine-tune/complete.json"), List.of("att-gen/translation", "att-gen/target"));
  }

  @Test
  void ofBaselinesThatBeginAnewTheTranslationGoesOn() throws IOException {
    makeBaselines();
    extend("source.epochs=5", "gan.stage2Steps=20");
    assertBaselines(
        List.of("att-gen/translation/state"), List.of("fine-tune", "att-gen/generated"));
    assertFalse(Files.exists(at("translation")), "it starts from f_S");
  }

  @Test
  void moreEpochsOfTheSelectionAndOfPreTrainingReachTheBaselines() throws IOException {
    makeBaselines();
    extend("selection.epochs=4", "target.pretrainEpochs=4");
    assertBaselines(
        List.of("att-gen/translation/complete.json", "att-gen/generated", "att-gen/selection"),
        List.of("fine-tune", "att-gen/target"));
    assertFalse(workspace.isComplete(at("baselines/att-gen/selection")));
  }

  @Test
  void anotherKeyAShorterTrainingAndALostStateAreRefused() throws IOException {
    String other = refusal("gan.cycleWeight=3", "source.epochs=5");
    assertTrue(other.contains("gan.cycleWeight: 10.0 in the run, 3.0 in this command"), other);
    assertTrue(other.contains("source.epochs, gan.stage1Steps"), other);
    String shorter = refusal("source.epochs=1");
    assertTrue(shorter.contains("source.epochs: 2 in the run, 1 in this command"), shorter);
    Files.delete(at("source/state/step-00000012"));
    String lost = refusal("source.epochs=5");
    assertTrue(lost.contains("no training state in " + at("source/state")), lost);
  }

  @Test
  void withoutExtendALongerTrainingIsRefusedWithTheWay() {
    String message = withoutExtend("source.epochs=5");
    assertTrue(message.contains("source.epochs: 2 in the run, 5 in this command"), message);
    assertTrue(message.endsWith("or go on for longer with --extend"), message);
    String shorter = withoutExtend("source.epochs=1");
    assertTrue(shorter.endsWith("or the same keys"), shorter);
  }

  private String withoutExtend(String setting) {
    return assertThrows(
            UserException.class, () -> Workspace.create(workspace.root(), TINY.with(setting)))
        .getMessage();
  }
}
