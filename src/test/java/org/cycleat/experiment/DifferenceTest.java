package org.cycleat.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.evaluation.Estimate;
import org.cycleat.stage.Contenders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifferenceTest {
  private static final List<String> CODES = List.of("AN", "HA");
  private static final double EXACT = 1e-12;

  @TempDir private Path folder;

  /** Answers of each seed to four faces, two of either class: 1 where right. */
  private Result.Row row(String title, String... seeds) throws IOException {
    List<List<Evidence>> all = new ArrayList<>();
    for (String seed : seeds) {
      StringBuilder csv = new StringBuilder("file,label,method,AN,HA\n");
      for (int i = 0; i < seed.length(); i++) {
        String label = CODES.get(i / 2);
        boolean isAnger = label.equals("AN") == (seed.charAt(i) == '1');
        csv.append("%d.png,%s,M,%s\n".formatted(i, label, isAnger ? "0.7,0.3" : "0.2,0.8"));
      }
      Path file = Files.writeString(folder.resolve(title + all.size()), csv);
      all.add(List.of(new Evidence(file, Map.of(), 0)));
    }
    return new Result.Row(title, Optional.of(Scores.read("M", CODES, all)), Optional.empty());
  }

  private Result result(Result.Reference reference) throws IOException {
    return new Result(
        "Title",
        "method",
        CODES,
        List.of(
            row("whole", "1111", "1110", "1101"),
            row("one", "1100", "1110", "0101"),
            row("two", "1000")),
        List.of("Noted."),
        reference);
  }

  @Test
  void rowsAreComparedWithTheFirstOrTheOneAbove() throws IOException {
    List<Difference> first = Difference.of(result(Result.Reference.FIRST));
    assertEquals(List.of("whole", "whole"), first.stream().map(Difference::than).toList());
    List<Difference> above = Difference.of(result(Result.Reference.ABOVE));
    assertEquals(List.of("whole", "one"), above.stream().map(Difference::than).toList());
    // 1/2, 3/4 and 1/2 less 1, 3/4 and 3/4
    assertEquals(-0.25, first.get(0).average().value(), EXACT);
    assertEquals(first.get(0), above.get(0));
    // of one seed: 1/4 less the first seed's 1, and less 1/2
    assertEquals(-0.75, first.get(1).average().value(), EXACT);
    assertEquals(-0.25, above.get(1).average().value(), EXACT);
    assertEquals(1, first.get(1).pValues().size());
  }

  private List<String> pairs(List<Result.Row> rows) {
    return Difference.of(new Result("Title", "method", CODES, rows, List.of())).stream()
        .map(each -> each.method() + " - " + each.than())
        .toList();
  }

  @Test
  void theLastRowIsComparedWithFineTuningToo() throws IOException {
    List<Result.Row> rows =
        List.of(
            row("S2T", "1000"),
            row(Contenders.FINE_TUNED, "1100"),
            new Result.Row("paper", Optional.empty(), Optional.empty()),
            row("S2T_attention", "1000"),
            row("CycleAT", "1111"));
    assertEquals(
        List.of(
            "S2T_fine-tune - S2T",
            "S2T_attention - S2T_fine-tune",
            "CycleAT - S2T_attention",
            "CycleAT - S2T_fine-tune"),
        pairs(rows));
    assertEquals(
        List.of("CycleAT - S2T_fine-tune"),
        pairs(List.of(row(Contenders.FINE_TUNED, "1100"), row("CycleAT", "1111"))),
        "once");
  }

  @Test
  void rowsOnOtherFacesAreNotCompared() throws IOException {
    assertEquals(
        List.of(),
        pairs(
            List.of(
                row(Contenders.FINE_TUNED, "1100"),
                row("S2T_attention", "110"),
                row("CycleAT", "11"))));
  }

  /** -1/2, 0 and -1/4: deviation 1/4, of three seeds 4.3027 standard errors either way. */
  @Test
  void theDifferenceHasAnIntervalOverSeeds() throws IOException {
    List<Difference> differences = Difference.of(result(Result.Reference.FIRST));
    Estimate overSeeds = differences.get(0).overSeeds().orElseThrow();
    double t = 0.95 / Math.sqrt(2 * 0.975 * 0.025); // of two degrees of freedom
    double reach = t * 0.25 / Math.sqrt(3);
    assertEquals(-0.25, overSeeds.value(), EXACT);
    assertEquals(-0.25 - reach, overSeeds.low(), 1e-9);
    assertEquals(-0.25 + reach, overSeeds.high(), 1e-9);
    assertTrue(
        differences
            .get(0)
            .sentence()
            .endsWith(" Over 3 seeds, the 95 % interval of the first is -87.10 to +37.10."),
        differences.get(0).sentence());
    assertEquals(Optional.empty(), differences.get(1).overSeeds());
    assertTrue(differences.get(1).sentence().endsWith("McNemar's p 0.250."));
    assertTrue(differences.get(0).json().containsKey("overSeeds"));
    assertEquals(
        List.of("method", "than", "average", "accuracy", "mcNemarP"),
        List.copyOf(differences.get(1).json().keySet()));
  }

  @Test
  void thePageIsAboutTheFirstRow() throws IOException {
    Path out = folder.resolve("out");
    new ResultFiles(result(Result.Reference.FIRST), out).write(line -> {});
    String html = Files.readString(out.resolve("index.html"));
    assertTrue(html.contains("whole: 83.3 % as a mean over 2 classes of 4 faces"), html);
    assertTrue(html.contains("What each row changes"), html);
    // means 1, 3/4 and 3/4; the other's 1/2, 3/4 and 1/2
    assertTrue(
        html.contains(
            "95 % interval of the mean over seeds (Student&#39;s t): whole 47.48 to 119.19, one"
                + " 22.48 to 94.19."),
        html);
    assertTrue(html.contains("and their mean. The interval"), "nothing of the paper");
    String json = Files.readString(out.resolve("table.json"));
    assertEquals(2 + 1, json.split("\"overSeeds\"", -1).length - 1, "two rows, one difference");
    new ResultFiles(result(Result.Reference.ABOVE), out).write(line -> {});
    assertTrue(Files.readString(out.resolve("index.html")).contains("two: 25.0 % as a mean"));
  }
}
