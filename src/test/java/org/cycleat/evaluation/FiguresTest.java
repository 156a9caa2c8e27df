package org.cycleat.evaluation;

import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.cycleat.UserException;
import org.cycleat.evaluation.LineChart.Range;
import org.cycleat.evaluation.ScatterFigure.Cloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @TempDir Path folder;

  @Test
  void confusionIsShadedByRowShare() throws IOException {
    var matrix =
        ConfusionMatrix.of(
            List.of("AN", "Happiness", "NE"), new long[][] {{8, 0, 0}, {3, 1, 0}, {0, 0, 0}});
    Path png = folder.resolve("deep/er/confusion.png");
    ConfusionFigure.draw(matrix, png);
    // Near the upper left corner of a cell there is no letter.
    int cell = Math.max(78, Canvas.textWidth("Happiness", 0.55) + 14);
    int left = 14 + Canvas.textWidth("Happiness", 0.55) + 14;
    assertEquals(0x08306B, pixel(png, left + 4, 64 + 4));
    assertEquals(0xFFFFFF, pixel(png, left + cell + 4, 64 + 4));
    assertEquals(0x466490, pixel(png, left + 4, 64 + 64 + 4)); // 3/4 of the way from white
    assertEquals(0xFFFFFF, pixel(png, left + 2 * cell + 4, 64 + 128 + 4), "an absent class");
  }

  @Test
  void oneClassAndNoSample() throws IOException {
    Path png = folder.resolve("one.png");
    ConfusionFigure.draw(ConfusionMatrix.of(List.of("A"), new long[][] {{123456}}), png);
    assertTrue(Files.size(png) > 500);
    ConfusionFigure.draw(new ConfusionMatrix(List.of("A")), png);
    assertEquals(0xFFFFFF, pixel(png, 14 + Canvas.textWidth("truth", 0.42) + 18, 68));
  }

  @Test
  void curvesFromMetrics() throws IOException {
    var random = new Random(1);
    var csv = new StringBuilder("step,loss_W,cycle,learning rate\n");
    for (int step = 10; step <= 20_000; step += 10) {
      String gap = step > 9000 && step < 12_000 ? "" : "" + (1 + random.nextDouble() / 5);
      csv.append(
          String.format(Locale.ROOT, "%d,%.4f,%s,2e-4%n", step, 2 * Math.exp(-step / 5000.0), gap));
    }
    csv.append("20010,0.0");
    Path file = Files.writeString(folder.resolve("metrics.csv"), csv);
    LearningCurves curves = LearningCurves.read(file);
    assertEquals(List.of("loss_W", "cycle", "learning rate"), curves.columns());
    String figure = curves.figure("f_S <1>", List.of("loss_W", "cycle"));
    List<String> paths = figure.lines().filter(line -> line.startsWith("<path")).toList();
    assertEquals(2, paths.size(), "a column that was not asked for");
    assertEquals(1, count(paths.get(0), "M"));
    assertEquals(2, count(paths.get(1), "M"), "the gap interrupts the line");
    assertTrue(paths.get(0).contains("class=\"s0\"") && paths.get(1).contains("class=\"s1\""));
    int points = count(paths.get(0), "L") + 1;
    assertTrue(points > 200 && points <= 300, points + " points");
    assertTrue(figure.contains("<figcaption>f_S &lt;1&gt;</figcaption>"), figure);
    assertTrue(figure.contains("loss_W, at last 0.0"), figure);
    assertEquals(3, count(curves.figure("all", curves.columns()), "<path"));
  }

  @Test
  void aLineFollowsItsPoints() {
    // x from 0 to 10 over 56 to 464, y from 0 to 5 over 196 to 12
    var line =
        new LineChart.Line(
            "a",
            List.of(
                new double[] {0, 0},
                new double[] {5, 5},
                new double[] {7, Double.NaN},
                new double[] {10, 2.5}));
    String svg = LineChart.svg("a & b", List.of(line));
    assertTrue(svg.contains("<path class=\"s0\" d=\"M56.0 196.0L260.0 12.0\"/>"), svg);
    assertTrue(svg.contains("<circle class=\"s0\" cx=\"464.0\" cy=\"104.0\" r=\"2\"/>"), svg);
    assertTrue(svg.contains("aria-label=\"a &amp; b\""), svg);
    assertEquals("s6", LineChart.colour(6));
    assertEquals("s0", LineChart.colour(7));
  }

  @Test
  void curvesOfAlmostNothing() throws IOException {
    Path none = Files.writeString(folder.resolve("a.csv"), "step,loss\n");
    assertTrue(LearningCurves.read(none).isEmpty());
    assertEquals(0, count(LearningCurves.read(none).figure("a", List.of("loss")), "<path"));
    Path one = Files.writeString(folder.resolve("b.csv"), "step,loss\n7,0.5\n8,NaN\n9,x\n");
    String figure = LearningCurves.read(one).figure("b", List.of("loss"));
    assertEquals(1, count(figure, "<circle"));
    assertTrue(figure.contains("loss, at last 0.500"), figure);
  }

  @Test
  void curvesRefuseOtherFiles() throws IOException {
    Path csv = Files.writeString(folder.resolve("a.csv"), "epoch,loss\n1,2\n");
    assertMessage("expected a column step, found [epoch, loss]", csv, List.of());
    Files.writeString(csv, "step,loss\n1,2\n");
    assertMessage("no column lossW; it has [loss]", csv, List.of("lossW"));
    assertMessage("no metrics at", folder.resolve("b.csv"), List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0.2, 0, 5, 0.2",
    "0.13, 0.17, 0.005, 26, 34, 0.135",
    "-3, 37, 5, 0, 7, 5",
    "0, 20000, 5000, 0, 4, 5000",
    "1e-9, 9e-9, 1e-9, 1, 9, 2.0e-09",
    "5, 5, 1, 3, 7, 4"
  })
  void roundTicks(double low, double high, double tick, long first, long last, String label) {
    Range range = Range.between(low, high);
    assertEquals(tick, range.tick(), tick * 1e-9);
    assertEquals(first, range.firstTick());
    assertEquals(last, range.lastTick());
    assertEquals(label, range.label(first + 1));
    assertEquals(0, range.place(range.low()));
    assertEquals(1, range.place(range.high()));
  }

  @Test
  void scatterOfThreeKinds() throws IOException {
    var random = new Random(2);
    List<double[]> generated = cloud(random, 400, 0);
    List<double[]> target = cloud(random, 200, 2.5);
    Path png = folder.resolve("tsne.png");
    ScatterFigure.draw(
        List.of(
            new Cloud("source-generated", generated, 2.5),
            new Cloud("target", target, 2.5),
            new Cloud("selected", generated.subList(0, 40), 4)),
        png);
    for (int k = 0; k < 3; k++) {
      assertTrue(has(png, Canvas.series(k)), "cloud " + k);
    }
  }

  @Test
  void nearPointsHideFarOnes() throws IOException {
    Path png = folder.resolve("two.png");
    double[] near = {1, 1, 1};
    double[] far = {-1, -1, -1}; // on one line of sight
    ScatterFigure.draw(
        List.of(new Cloud("near", List.of(near), 6), new Cloud("far", List.of(far), 6)), png);
    assertEquals(Canvas.series(0), pixel(png, 380, 380));
    double[] left = {-1, 0};
    double[] right = {1, 0};
    ScatterFigure.draw(List.of(new Cloud("flat", List.of(left, right), 6)), png);
    assertEquals(Canvas.series(0), pixel(png, 20, 380));
    assertEquals(Canvas.series(0), pixel(png, 740, 380));
  }

  @Test
  void scatterRefusesOtherPoints() throws IOException {
    Path png = folder.resolve("none.png");
    for (double[] bad : List.of(new double[1], new double[4], new double[] {0, 0, Double.NaN})) {
      assertThrows(
          IllegalArgumentException.class,
          () -> ScatterFigure.draw(List.of(new Cloud("bad", List.of(bad), 2)), png));
    }
    ScatterFigure.draw(List.of(new Cloud("empty", List.of(), 2)), png);
    assertTrue(Files.size(png) > 500);
  }

  private static List<double[]> cloud(Random random, int count, double shift) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(
          new double[] {
            random.nextGaussian() + shift, random.nextGaussian(), random.nextGaussian() - shift
          });
    }
    return points;
  }

  private static void assertMessage(String part, Path csv, List<String> columns) {
    String message =
        assertThrows(UserException.class, () -> LearningCurves.read(csv).figure("a", columns))
            .getMessage();
    assertTrue(message.contains(part), message);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static int pixel(Path png, int x, int y) {
    try (var image = imread(png.toString());
        UByteIndexer bgr = image.createIndexer()) {
      return colour(bgr, x, y);
    }
  }

  private static boolean has(Path png, int colour) {
    try (var image = imread(png.toString());
        UByteIndexer bgr = image.createIndexer()) {
      for (int y = 0; y < image.rows(); y++) {
        for (int x = 0; x < image.cols(); x++) {
          if (colour(bgr, x, y) == colour) {
            return true;
          }
        }
      }
      return false;
    }
  }

  private static int colour(UByteIndexer bgr, int x, int y) {
    return bgr.get(y, x, 2) << 16 | bgr.get(y, x, 1) << 8 | bgr.get(y, x, 0);
  }
}
