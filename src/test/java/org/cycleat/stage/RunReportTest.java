package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.evaluation.Breakdown;
import org.cycleat.evaluation.BreakdownFile;
import org.cycleat.evaluation.Comparison;
import org.cycleat.evaluation.ConfusionMatrix;
import org.cycleat.evaluation.Estimate;
import org.cycleat.evaluation.MetricsFile;
import org.cycleat.evaluation.Results;
import org.cycleat.train.SampleGrid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
  private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"([^\"]{0,30})");
  private static final List<String> CODES = List.of("AN", "DI", "FE", "HA", "NE", "SA", "SU");

  @TempDir Path folder;
  private Workspace workspace;

  @BeforeEach
  void makeRun() {
    workspace =
        Workspace.create(
            folder.resolve("a<b"), Config.preset("tiny").with("seed=7", "gan.cycleWeight=4.5"));
  }

  private String report() {
    Path file = new RunReport(workspace).write();
    assertEquals(workspace.root().resolve("report/index.html"), file);
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertHas(String part, String html) {
    assertTrue(html.contains(part), () -> "no " + part + " in " + html);
  }

  private static void assertSelfContained(String html) {
    var addresses = ADDRESS.matcher(html);
    while (addresses.find()) {
      assertTrue(addresses.group(1).startsWith("data:image/"), addresses.group(1));
    }
    assertFalse(html.contains("http:") || html.contains("https:"), "an address outside");
    assertFalse(html.contains("<script") || html.contains("<link") || html.contains("@import"));
  }

  private static ConfusionMatrix right(int of7) {
    ConfusionMatrix matrix = new ConfusionMatrix(CODES);
    for (int k = 0; k < 7; k++) {
      matrix.add(k, k < of7 ? k : (k + 1) % 7);
    }
    return matrix;
  }

  @Test
  void anImageIsKeptNoLargerThanThePageNeeds() throws IOException {
    for (int width : new int[] {3200, 100}) {
      Path image = folder.resolve("w%d.x.png".formatted(width));
      ImageIO.write(
          new BufferedImage(width, 40, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
      new RunReport(workspace).add(image);
    }
    Path kept = workspace.root().resolve("report/pictures");
    BufferedImage large = ImageIO.read(kept.resolve("w3200.x.jpg").toFile());
    assertEquals(List.of(1600, 20), List.of(large.getWidth(), large.getHeight()));
    assertEquals(100, ImageIO.read(kept.resolve("w100.x.jpg").toFile()).getWidth());
  }

  @Test
  void aRunThatHasNothingYetNamesTheCommands() {
    String html = report();
    assertHas("<title>CycleAT: a&lt;b</title>", html);
    assertHas("This run has not been evaluated yet.", html);
    String run = workspace.root().toString().replace("<", "&lt;");
    assertHas("<code>cycleat evaluate --run " + run + " --data TEST</code>", html);
    assertHas("<code>cycleat train --run " + run + " --stage translation</code>", html);
    assertHas("<code>cycleat train --run " + run + " --stage selection</code>", html);
    assertFalse(html.contains("<h2>Learning curves</h2>"));
    assertFalse(html.contains("<h2>Recognised faces</h2>"));
    assertHas("tiny with seed=7, gan.cycleWeight=4.5", html);
    assertHas("none complete yet", html);
    assertSelfContained(html);
  }

  private static Results.Scored scored(int of7, double low, double high) {
    Estimate average = new Estimate(of7 / 7.0, low, high);
    return new Results.Scored(right(of7), Optional.of(average));
  }

  /** S2T, CycleAT, and how the latter compares. */
  private static Results compared(int baselines, double low, double high) {
    Map<String, Results.Scored> methods = new LinkedHashMap<>();
    methods.put("S2T", scored(1, 0, 0.4));
    methods.put("CycleAT", scored(3, 0.125, 0.75));
    Estimate average = new Estimate(0.285, low, high);
    Estimate accuracy = new Estimate(-0.02, -0.03, 0.01);
    return new Results(
        methods,
        Optional.of(new Comparison("CycleAT", "S2T", baselines, average, accuracy, 0.0625)));
  }

  private void judge(Results results) throws IOException {
    MetricsFile.write(workspace.report().resolve("metrics.json"), results);
    Workspace.writeJson(
        workspace.report().resolve("judged.json"),
        Map.of(
            "data",
            "demo/test",
            "split",
            "test",
            "voting",
            "flip",
            "judged",
            "2026-01-02T03:04:05Z"));
    BreakdownFile.write(
        workspace.report().resolve("breakdown.json"),
        List.of(
            new Breakdown(
                List.of("pan"),
                List.of(List.of("-45"), List.of("30")),
                List.of(3L, 4L),
                Map.of(
                    "CycleAT", List.of(new Estimate(0.25, 0, 0.5), new Estimate(0.5, 0.5, 0.5))))));
  }

  @Test
  void resultsAreThoseOfTheLastEvaluation() throws IOException {
    judge(compared(1, 0.1, 0.5));
    String html = report();
    assertHas(
        "<p class=\"lead\">CycleAT is better than the only baseline evaluated, S2T, by 28.5 points (95 %"
            + " interval 10.0 to 50.0). CycleAT recognises 42.9 % (95 % interval 12.5 to 75.0) of 7"
            + " test images, as a mean over 7 classes; chance is 14.3 %.</p>",
        html);
    assertHas(
        "Over all faces, the accuracy of CycleAT less that of S2T is -2.0 points (95 % interval -3.0"
            + " to 1.0); McNemar&#39;s test: p = 0.063.",
        html);
    assertHas("--stage baselines</code>", html);
    assertHas("Evaluated on demo/test, split test, voting flip, at 2026-01-02 03:04:05 UTC.", html);
    assertHas("S2T<small>f_S as it is</small>", html);
    assertHas("<td>14.29</td><td>0.00 to 40.00</td></tr>", html);
    assertHas("<caption>CycleAT: counts, and percent of the row</caption>", html);
    assertHas("<caption>S2T: counts, and percent of the row</caption>", html);
    assertHas("Mean accuracy by pan", html);
    assertHas("<th scope=\"row\">-45</th><td>3</td><td>25.00</td>", html);
    assertSelfContained(html);
  }

  @Test
  void theHeadlineSaysWhatTheIntervalMeans() throws IOException {
    judge(compared(3, -0.5, -0.1));
    assertHas("CycleAT is worse than the best baseline, S2T, by", report());
    judge(compared(3, -0.1, 0.5));
    String html = report();
    assertHas(
        "No difference between CycleAT and the best baseline, S2T, is shown: 28.5 points (95 %"
            + " interval -10.0 to 50.0).",
        html);
    assertFalse(html.contains("--stage baselines"), "they are there");
  }

  /** Judgements of earlier versions have no interval. */
  @Test
  void withoutCycleAtNothingIsCompared() throws IOException {
    judge(
        new Results(
            Map.of("S2T", new Results.Scored(right(1), Optional.empty())), Optional.empty()));
    String html = report();
    assertHas("<p class=\"lead\">S2T recognises 14.3 % of 7 test images, as a mean", html);
    assertHas("CycleAT is compared with the best baseline once f_T is there:", html);
    assertHas("--stage target</code>", html);
    assertFalse(html.contains("McNemar"));
    judge(
        new Results(
            Map.of("CycleAT", new Results.Scored(right(1), Optional.empty())), Optional.empty()));
    assertHas("CycleAT is compared with the best baseline by evaluating again:", report());
  }

  @Test
  void curvesAndFiguresOfTheStagesThatThereAre() throws IOException {
    write("source/metrics.csv", "step,entropy,learning_rate\n2,2.0,0.1\n4,1.5,0.1\n");
    write("source/validation.csv", "step,validation_accuracy\n");
    write("translation/stage1/metrics.csv", "step,L_D_W,L_cyc,learning_rate\n2,2.0,0.3,0.1\n");
    float[] column = new float[2 * 4 * 4 * 3];
    BufferedImage grid =
        SampleGrid.draw(4, List.of(column, column, column, column, column, column));
    SampleGrid.write(grid, workspace.root().resolve("translation/samples/step-00000500.png"));
    workspace.complete(workspace.folder(Stage.SOURCE));
    String html = report();
    assertHas("f_S: losses", html);
    assertHas("entropy, at last 1.500", html);
    assertFalse(html.contains("learning_rate, at last"), "the learning rate is no loss");
    assertFalse(html.contains("f_S: accuracy on the validation part"), "an empty file");
    assertHas("Translation I: adversarial losses (4), (5)", html);
    assertHas("Translation I: pixel consistency (6)", html);
    assertHas("after 500 steps (the paper&#39;s Figure 5 (b))", html);
    assertFalse(html.contains("Figure 5 (a)"), "there is one grid only");
    assertHas("source complete at 2", html);
    SampleGrid.write(grid, workspace.root().resolve("translation/samples/step-00001000.png"));
    String later = report();
    assertHas("<span>source</span><span>500</span><span>1000</span>", later);
    assertSelfContained(later);
  }

  @Test
  void tellsHowVariedTheSelectedFacesAre() {
    var variety = new SelectionVariety(90, 20, 4, 30, 7, Map.of("HA", 30), 0, 0);
    variety.write(Generation.JOINT.selection(workspace));
    String html = report();
    assertHas("<caption>Selected faces of CycleAT</caption>", html);
    assertHas("30: HA 30", html);
    assertFalse(html.contains("Selected faces of S2T_att"), "nothing is selected for it");
    variety.write(Generation.SEPARATE.selection(workspace));
    assertHas("Selected faces of S2T_att.&amp;gen.", report());
  }

  @Test
  void picturesAreKeptForLaterReports() throws IOException {
    Path photo = folder.resolve("a \"party\".png");
    ImageIO.write(new BufferedImage(3200, 8, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
    new RunReport(workspace).add(photo);
    String html = report();
    assertHas("<h2>Recognised faces</h2>", html);
    assertHas("alt=\"a &quot;party&quot;.jpg with a box", html);
    assertHas("src=\"data:image/jpeg;base64,", html);
    var kept = ImageIO.read(workspace.report().resolve("pictures/a \"party\".jpg").toFile());
    assertEquals(1600, kept.getWidth());
    assertEquals(html, report());
    assertThrows(
        UserException.class, () -> new RunReport(workspace).add(folder.resolve("none.png")));
  }

  private void write(String file, String text) throws IOException {
    Path path = workspace.root().resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
