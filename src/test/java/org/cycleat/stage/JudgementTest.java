package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.device.GpuChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgementTest {
  @TempDir Path folder;

  private static String refusal(Runnable call) {
    return assertThrows(UserException.class, call::run).getMessage();
  }

  private Judgement.Judged evaluate(DrawnDomains data, String... by) {
    Workspace workspace = Workspace.open(folder.resolve("run"));
    return new Judgement(workspace, workspace.config(), line -> {})
        .evaluate(
            GpuChoice.NONE,
            new Judgement.Request(
                GivenData.toJudgeOn(new DataSource(data.source(), "--data"), Optional.of("test")),
                List.of(by),
                false));
  }

  @Test
  void aRunWithoutAnyClassifierNamesTheCommandToRun() throws IOException {
    DrawnDomains data = DrawnDomains.in(folder.resolve("data"));
    Workspace workspace = Workspace.create(folder.resolve("run"), Config.preset("tiny"));
    String refused = refusal(() -> evaluate(data));
    assertEquals(
        "no trained classifier at %s; run `cycleat train --run %s --stage source` first"
            .formatted(workspace.folder(Stage.SOURCE), workspace.root()),
        refused);
  }

  @Test
  void anUnknownColumnListsThoseThereAre() throws IOException {
    DrawnDomains data = DrawnDomains.in(folder.resolve("data"));
    Workspace workspace = Workspace.create(folder.resolve("run"), Config.preset("tiny"));
    workspace.complete(workspace.folder(Stage.SOURCE));
    Files.createDirectories(workspace.folder(Stage.SOURCE).resolve(SourceTraining.F_S));
    Files.writeString(
        workspace.folder(Stage.SOURCE).resolve(SourceTraining.F_S).resolve("checkpoint"), "");
    String refused = refusal(() -> evaluate(data, "pan"));
    assertTrue(
        refused.contains("no column pan in the data (--by): there are label, subject, split"),
        refused);
  }

  private static Manifest read(Path data, Optional<String> split) {
    return GivenData.toJudgeOn(new DataSource(data, "--data"), split)
        .list(Labels.EXPRESSIONS)
        .manifest(null);
  }

  @Test
  void aSplitIsJudgedAlone() throws IOException {
    DrawnDomains data = DrawnDomains.in(folder.resolve("data"));
    assertEquals(7, read(data.source(), Optional.of("test")).size());
    assertEquals(28, read(data.source(), Optional.empty()).size());
    assertEquals(
        "no image of the split tst in %s (--split): test has 7 images, train has 21 images"
            .formatted(data.source()),
        refusal(() -> read(data.source(), Optional.of("tst"))));
    assertEquals(
        "no image of the split test in %s (--split): its images name no split"
            .formatted(data.target()),
        refusal(() -> read(data.target(), Optional.of("test"))));
  }
}
