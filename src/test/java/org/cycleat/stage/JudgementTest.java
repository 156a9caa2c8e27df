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
import org.cycleat.device.GpuChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgementTest {
  @TempDir Path folder;

  private static String refusal(Runnable call) {
    return assertThrows(UserException.class, call::run).getMessage();
  }

  private String evaluate(DrawnDomains data, String... by) {
    Workspace workspace = Workspace.open(folder.resolve("run"));
    return new Judgement(workspace, workspace.config(), line -> {})
        .evaluate(
            GpuChoice.NONE,
            new Judgement.Request(
                new DataSource(data.source(), "--data"), Optional.of("test"), List.of(by)));
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

  @Test
  void aSplitIsJudgedAlone() throws IOException {
    DrawnDomains data = DrawnDomains.in(folder.resolve("data"));
    assertEquals(
        7,
        new TestSet(new DataSource(data.source(), "--data"), Optional.of("test"))
            .read(Labels.EXPRESSIONS, null)
            .size());
    assertEquals(
        28,
        new TestSet(new DataSource(data.source(), "--data"), Optional.empty())
            .read(Labels.EXPRESSIONS, null)
            .size());
    assertEquals(
        "no image of the split tst in %s (--split): test has 7 images, train has 21 images"
            .formatted(data.source()),
        refusal(
            () ->
                new TestSet(new DataSource(data.source(), "--data"), Optional.of("tst"))
                    .read(Labels.EXPRESSIONS, null)));
    assertEquals(
        "no image of the split test in %s (--split): its images name no split"
            .formatted(data.target()),
        refusal(
            () ->
                new TestSet(new DataSource(data.target(), "--data"), Optional.of("test"))
                    .read(Labels.EXPRESSIONS, null)));
  }
}
