package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.UserException;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BreakdownTest {
  private static final Labels LABELS = Labels.parse("AN,HA,NE");

  /** Label, pan, tilt: two images have no tilt, and none is at pan 45 and tilt -15. */
  private static final List<String> IMAGES =
      List.of(
          "0 -45 0", "0 -45 0", "1 -45 -15", "1 100 0", "2 45 0", "0 45 -", "1 100 -", "1 100 0");

  private static final List<float[]> FIRST = of(0, 1, 1, 1, 0, 0, 0, 0);
  private static final List<float[]> SECOND = of(0, 0, 1, 2, 2, 2, 1, 2);

  @TempDir Path folder;

  /** Probabilities that make these classes the most probable. */
  private static List<float[]> of(int... classes) {
    return Arrays.stream(classes)
        .mapToObj(
            k -> {
              float[] probabilities = {0.3f, 0.3f, 0.3f};
              probabilities[k] = 0.4f;
              return probabilities;
            })
        .toList();
  }

  private static Manifest manifest() {
    List<Sample> samples = new ArrayList<>();
    for (String image : IMAGES) {
      String[] cells = image.split(" ", -1);
      String tilt = cells[2].equals("-") ? "" : cells[2];
      samples.add(
          new Sample(
              Path.of("face" + samples.size() + ".png"),
              Integer.parseInt(cells[0]),
              samples.size() < 3 ? "S1" : "S2",
              "test",
              Map.of("pan", cells[1], "tilt", tilt)));
    }
    return new Manifest(samples, LABELS);
  }

  private static Map<String, Predictions> methods() {
    Map<String, Predictions> methods = new LinkedHashMap<>();
    methods.put("S2T", new Predictions(manifest(), FIRST));
    methods.put("CycleAT", new Predictions(manifest(), SECOND));
    return methods;
  }

  @Test
  void confusionCountsEachImageOnce() {
    var counts = new Predictions(manifest(), FIRST).confusion().counts();
    assertArrayEquals(new long[] {2, 1, 0}, counts[0]);
    assertArrayEquals(new long[] {2, 2, 0}, counts[1]);
    assertArrayEquals(new long[] {1, 0, 0}, counts[2]);
  }

  /**
   * Ave is over the classes that a part has: at pan -45 AN (1 of 2) and HA (1 of 1). Drawn again,
   * AN is 0, 1 or 2 of 2 there, in a quarter, a half and a quarter of all draws; at pan 100, HA is
   * 3 of 3 in one of 27 draws, which is more than the tail of 2.5 %.
   */
  @Test
  void oneColumnInTheOrderOfItsNumbers() {
    assertEquals(
        """
        Mean accuracy by pan
        pan  images    S2T    95 % interval  CycleAT     95 % interval
        -45       3  75.00  50.00 to 100.00   100.00  100.00 to 100.00
        45        2  50.00   50.00 to 50.00    50.00    50.00 to 50.00
        100       3  33.33   0.00 to 100.00    33.33    0.00 to 100.00
        """,
        Breakdown.of(methods(), List.of("pan")).text());
  }

  @Test
  void twoColumnsAlsoTogether() {
    List<Breakdown> all = Breakdown.all(methods(), List.of("pan", "tilt"));
    assertEquals(
        List.of(List.of("pan"), List.of("tilt"), List.of("pan", "tilt")),
        all.stream().map(Breakdown::columns).toList());
    assertEquals(
        """
        S2T: mean accuracy by pan (rows) and tilt (columns)
        pan \\ tilt     -15      0  (none)
        -45         100.00  50.00       -
        45               -   0.00  100.00
        100              -  50.00    0.00

        CycleAT: mean accuracy by pan (rows) and tilt (columns)
        pan \\ tilt     -15       0  (none)
        -45         100.00  100.00       -
        45               -  100.00    0.00
        100              -    0.00  100.00

        Images by pan (rows) and tilt (columns)
        pan \\ tilt  -15  0  (none)
        -45           1  2       -
        45            -  1       1
        100           -  2       1
        """,
        all.get(2).text());
  }

  /** Of AN, S1 has 1 of 2 right and S2 1 of 1: drawn together they are 2 of 4, 2 of 3 or 2 of 2. */
  @Test
  void knownColumnsMayBeAskedForToo() {
    assertEquals(
        """
        Mean accuracy by label
        label  images    S2T    95 % interval  CycleAT     95 % interval
        AN          3  66.67  50.00 to 100.00    66.67    0.00 to 100.00
        HA          4  50.00  33.33 to 100.00    50.00   33.33 to 100.00
        NE          1   0.00     0.00 to 0.00   100.00  100.00 to 100.00
        """,
        Breakdown.of(methods(), List.of("label")).text());
    assertEquals(
        List.of(List.of("S1"), List.of("S2")),
        Breakdown.of(methods(), List.of("subject")).values());
  }

  /** Turned by 45 degrees AN is right in 2 of 3, HA in 1 of 1, NE in 0 of 1, then in 1 of 1. */
  @Test
  void headsThatAreTurnedAlikeStandTogether() {
    Breakdown turned = Breakdown.byHeadTurn(methods()).orElseThrow();
    assertEquals(
        """
        Mean accuracy by turn of the head (degrees)
        turn of the head (degrees)  images    S2T   95 % interval  CycleAT    95 % interval
        45 to 60                         5  55.56  50.00 to 66.67    88.89  66.67 to 100.00
        75 and more                      3  33.33  0.00 to 100.00    33.33   0.00 to 100.00
        """,
        turned.text());
    assertEquals("0 to 15", HeadTurn.step("-14.9"));
    assertEquals("15 to 30", HeadTurn.step("-15"));
    assertEquals("60 to 75", HeadTurn.step("74.5"));
    assertEquals("75 and more", HeadTurn.step("75"));
    assertEquals("", HeadTurn.step("left"));
    Sample unknown = new Sample(Path.of("a.png"), 0, "", "", Map.of());
    Manifest without = new Manifest(List.of(unknown), LABELS);
    assertEquals(
        Optional.empty(), Breakdown.byHeadTurn(Map.of("S2T", new Predictions(without, of(0)))));
  }

  @Test
  void theSurestErrorsComeFirst() {
    List<float[]> made =
        List.of(
            new float[] {0.1f, 0.2f, 0.7f},
            new float[] {0.9f, 0.1f, 0}, // right
            new float[] {0.95f, 0, 0.05f},
            new float[] {0.1f, 0.9f, 0}, // right
            new float[] {0.45f, 0.55f, 0},
            new float[] {0.4f, 0.6f, 0},
            new float[] {0, 1, 0}, // right
            new float[] {0, 0.25f, 0.75f});
    List<Predictions.Mistake> errors = new Predictions(manifest(), made).surestErrors(3);
    assertEquals(
        List.of("face2.png HA AN 0.95", "face7.png HA NE 0.75", "face0.png AN NE 0.70"),
        errors.stream()
            .map(
                e ->
                    "%s %s %s %.2f"
                        .formatted(
                            e.sample().path().getFileName(),
                            e.truth().code(),
                            e.predicted().code(),
                            e.probability()))
            .toList());
    assertEquals(5, new Predictions(manifest(), made).surestErrors(9).size());
  }

  @Test
  void numbersComeInOrderBeforeOtherText() {
    List<String> values = new ArrayList<>(List.of("b", "10", "", "9", "-1.5", "a", "0"));
    values.sort(Predictions::compare);
    assertEquals(List.of("-1.5", "0", "9", "10", "", "a", "b"), values);
  }

  @Test
  void isReadBackAsWrittenAndTakenAwayWhenNotAskedFor() throws IOException {
    Path file = folder.resolve("report/breakdown.json");
    List<Breakdown> all = Breakdown.all(methods(), List.of("pan", "tilt"));
    BreakdownFile.write(file, all);
    assertEquals(all, BreakdownFile.read(file));
    BreakdownFile.write(file, List.of());
    assertFalse(Files.exists(file));
    assertEquals(List.of(), BreakdownFile.read(file));
    Files.writeString(file, "{\"a\": 1}");
    var problem = assertThrows(UserException.class, () -> BreakdownFile.read(file));
    assertTrue(problem.getMessage().contains("evaluate again"), problem.getMessage());
  }

  @Test
  void everyProbabilityIsWritten() throws IOException {
    Path file = folder.resolve("predictions.csv");
    PredictionsFile.write(file, methods(), sample -> sample.path().getFileName().toString());
    List<String> rows = Files.readAllLines(file);
    assertEquals(1 + 2 * 8, rows.size());
    assertEquals("file,label,method,AN,HA,NE", rows.get(0));
    assertEquals("face2.png,HA,S2T,0.300000,0.400000,0.300000", rows.get(3));
    assertEquals("face7.png,HA,CycleAT,0.300000,0.300000,0.400000", rows.get(16));
  }

  @Test
  void predictionsAreOneForEachImage() {
    List<float[]> seven = of(0, 0, 0, 0, 0, 0, 0);
    assertThrows(IllegalArgumentException.class, () -> new Predictions(manifest(), seven));
  }
}
