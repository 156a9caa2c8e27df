package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.cycleat.Program;
import org.cycleat.device.GpuChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program on the {@code tiny} preset, all stages, killed and resumed. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class TinyRunIT {
  private static final Path JAR = Path.of("target/cycleat.jar").toAbsolutePath();

  @TempDir private Path folder;

  /** What shows that a stage is in the middle of its work. */
  private record Kill(String stage, String file) {}

  private static final List<Kill> KILLS =
      List.of(
          new Kill("source", "source/state/step-00000001"),
          new Kill("translation I", "translation/stage1/state/step-00000001"),
          new Kill("translation II", "translation/state/step-00000001"),
          new Kill("selection", "selection/alexnet/state/step-00000001"),
          new Kill("target", "target/state/step-00000001"),
          new Kill("translation without f_W", "baselines/att-gen/translation/state/step-00000001"));

  @Test
  void aRunKilledInEachStageEndsAsOneThatWasNot() throws Exception {
    DrawnDomains data = DrawnDomains.in(folder.resolve("data"));
    Path killed = folder.resolve("killed");
    Path straight = folder.resolve("straight");
    Path beside = folder.resolve("straight.txt");
    Process other = start(beside, train(data, straight)); // one thread each: neither waits long
    try {
      killInEachStage(data, killed);
      assertEquals(0, other.waitFor(), () -> Program.text(beside));
    } finally {
      other.destroyForcibly();
    }
    for (String network :
        List.of(
            "source/f_S",
            "translation/g_SW",
            "translation/f_W",
            "translation/f_S_AdaBN",
            "target/f_T",
            "baselines/att-gen/translation/g_SW",
            "baselines/att-gen/target/f_T")) {
      assertArrayEquals(
          weights(straight.resolve(network)), weights(killed.resolve(network)), network);
    }
    assertNoClassifierTaughtTheSeparateGenerators(killed.resolve("baselines/att-gen/translation"));
    judgeAndDeliver(data, killed);
  }

  private static void assertNoClassifierTaughtTheSeparateGenerators(Path translation)
      throws IOException {
    assertFalse(Files.exists(translation.resolve("f_W")));
    assertFalse(Files.exists(translation.resolve("f_S_AdaBN")));
    List<String> rows = Files.readAllLines(translation.resolve("metrics.csv"));
    assertEquals("step,L_GAN_SW,L_GAN_WS,L_cyc,L_D_W,L_D_S,learning_rate", rows.get(0));
    assertTrue(rows.get(rows.size() - 1).startsWith("12,"), "as many steps as stage II");
    assertFalse(Files.exists(translation.resolve("stage1")), "stage I is shared");
  }

  /** And ends the run. */
  private void killInEachStage(DrawnDomains data, Path killed) throws Exception {
    for (Kill kill : KILLS) {
      Process process = start(logFile(), train(data, killed));
      Path sign = killed.resolve(kill.file());
      while (!Files.exists(sign)) {
        assertTrue(process.isAlive(), kill.stage() + " was not reached: " + log());
        Thread.sleep(2);
      }
      process.destroyForcibly().waitFor();
      assertTrue(!isComplete(killed, kill), kill.stage() + " was complete before it was killed");
    }
    assertEquals(0, run(train(data, killed)), this::log);
  }

  private void judgeAndDeliver(DrawnDomains data, Path run) throws Exception {
    assertEquals(2, run("evaluate", "--run", run, "--data", data.target()), this::log);
    assertTrue(log().contains("28 of 28 images of " + data.target()), this::log);
    assertEquals(
        0, run("evaluate", "--run", run, "--data", data.target(), "--allow-overlap"), this::log);
    JsonNode metrics = new ObjectMapper().readTree(run.resolve("report/metrics.json").toFile());
    assertEquals(7, metrics.get("classes").size());
    assertEquals(DrawnDomains.TARGET_FACES, metrics.get("count").asInt());
    assertEquals(
        List.of("S2T", "S2T_AdaBN", "S2T_att.&gen.", "CycleAT"), namesOf(metrics.get("methods")));
    String report = Files.readString(run.resolve("report/index.html"));
    assertTrue(report.contains("Figure 5 (a)"), "samples of several steps");
    assertTrue(report.contains("<span>without f_W</span>"), "both generators beside each other");
    Path model = folder.resolve("model/1");
    assertEquals(0, run("export", "--run", run, "--out", model), this::log);
    drawFigures(run, model);
    Path out = folder.resolve("out");
    assertEquals(0, run("recognize", "--model", model, data.web(), "--out", out), this::log);
    assertEquals(0, run("synthesize", "--run", run, "--in", data.web(), "--out", out), this::log);
    assertTrue(Files.exists(out.resolve("manifest.csv")));
    assertEquals(2, run("export", "--run", run, "--out", model), this::log);
  }

  private void drawFigures(Path run, Path model) throws Exception {
    var apart = new RunFigures(Workspace.open(run), GpuChoice.NONE, line -> {});
    assertEquals("f_T as pre-trained on the source faces", apart.measure(Optional.empty()).judge());
    assertEquals(2, run("report", "--run", run, "--judge", model), this::log);
    assertEquals(0, run("report", "--run", run, "--figures", "--judge", model), this::log);
    JsonNode measures = new ObjectMapper().readTree(run.resolve("figures/measures.json").toFile());
    assertEquals(model.toString(), measures.get("judge").asText());
    assertEquals(
        List.of("source", "generated, S2T_att.&gen.", "generated, CycleAT"),
        measures.get("consistencies").findValuesAsText("faces"));
    // 21 source faces were generated from, 20 are of the web, 28 of the target.
    assertEquals(
        List.of("20", "20", "20", "21", "21", "21"),
        measures.get("distances").findValuesAsText("images"));
    String page = Files.readString(run.resolve("figures/domains.html"));
    for (String domain : List.of("source", "web", "generated", "selected", "target")) {
      assertTrue(page.contains("{\"name\":\"" + domain + "\""), domain);
    }
    BufferedImage attention = ImageIO.read(run.resolve("figures/attention.png").toFile());
    assertEquals(4, AttentionPicture.columns(attention), "the face, f_S, f_W and f_T");
    String report = Files.readString(run.resolve("report/index.html"));
    assertTrue(report.contains("Distance to the web faces, by features of our own"), log());
    assertTrue(report.contains("<span>face</span><span>f_S</span><span>f_W</span>"), log());
  }

  @Test
  void aRunOfTheSourceStageAloneIsJudged() throws Exception {
    DrawnDomains data = DrawnDomains.in(folder.resolve("data"));
    Path run = folder.resolve("source-only");
    assertEquals(
        0,
        run(
            "train",
            "--preset",
            "tiny",
            "--stage",
            "source",
            "--source",
            data.source(),
            "--run",
            run),
        this::log);
    assertEquals(
        0,
        run(
            "evaluate",
            "--run",
            run,
            "--data",
            data.source(),
            "--split",
            "test",
            "--by",
            "subject"),
        this::log);
    assertTrue(log().contains("Mean accuracy by subject"), this::log);
    JsonNode metrics = new ObjectMapper().readTree(run.resolve("report/metrics.json").toFile());
    assertEquals(7, metrics.get("count").asInt());
    assertEquals(List.of("S2T"), namesOf(metrics.get("methods")));
    assertEquals(0, run("report", "--run", run), this::log);
    assertTrue(log().contains("report: " + run.resolve("report/index.html")), this::log);
  }

  private static List<String> namesOf(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static boolean isComplete(Path run, Kill kill) {
    return Files.exists(run.resolve(kill.file()).getParent().resolveSibling("complete.json"));
  }

  private static Object[] train(DrawnDomains data, Path run) {
    return new Object[] {
      "train",
      "--preset",
      "tiny",
      // one thread makes a run repeatable bit by bit
      "--set",
      "threads=1",
      "--set",
      "log.checkpointEverySteps=1",
      "--set",
      "target.epochs=6",
      "--set",
      "web.adaptBatchNorm=true",
      "--baselines",
      "att-gen",
      "--source",
      data.source(),
      "--web",
      data.web(),
      "--target",
      data.target(),
      "--run",
      run
    };
  }

  private int run(Object... arguments) throws Exception {
    return start(logFile(), arguments).waitFor();
  }

  private Process start(Path log, Object... arguments) throws IOException {
    return Program.start(JAR.toString(), "1g", log, List.of(arguments));
  }

  private Path logFile() {
    return folder.resolve("log.txt");
  }

  private String log() {
    return Program.text(logFile());
  }

  private static byte[] weights(Path network) throws IOException {
    try (Stream<Path> files = Files.list(network)) {
      Path data =
          files.filter(file -> file.toString().contains(".data-")).findFirst().orElseThrow();
      return Files.readAllBytes(data);
    }
  }
}
