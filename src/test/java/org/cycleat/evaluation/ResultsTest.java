package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final Labels LABELS = Labels.parse("AN,HA");

  /** Eight angry faces, of which each method has the first few right, and one happy face. */
  private static Predictions right(int of8) {
    List<Sample> samples = new ArrayList<>();
    List<float[]> probabilities = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      samples.add(new Sample(Path.of(i + ".png"), 0, i < 2 ? "S1" : "", "", Map.of()));
      probabilities.add(i < of8 ? new float[] {0.75f, 0.25f} : new float[] {0.25f, 0.75f});
    }
    samples.add(new Sample(Path.of("8.png"), 1, "", "", Map.of()));
    probabilities.add(new float[] {0.4f, 0.6f});
    return new Predictions(new Manifest(samples, LABELS), probabilities);
  }

  private static Results results(Object... titlesAndRight) {
    Map<String, Predictions> methods = new LinkedHashMap<>();
    for (int i = 0; i < titlesAndRight.length; i += 2) {
      methods.put((String) titlesAndRight[i], right((Integer) titlesAndRight[i + 1]));
    }
    return Results.of(methods, "CycleAT");
  }

  @Test
  void aPredictionIsAFaceThatIsRightOrNot() {
    Predictions predictions = right(1);
    assertEquals(new TestFace(0, "S1"), predictions.faces().get(1));
    assertEquals(new TestFace(1, ""), predictions.faces().get(8));
    assertTrue(predictions.recognised()[0]);
    assertArrayEquals(new double[] {1, 0, 0, 0, 0, 0, 0, 0, 1}, predictions.shares());
  }

  @Test
  void theBestBaselineIsComparedWith() {
    Comparison comparison =
        results("S2T", 1, "S2T_fine-tune", 3, "S2T_attention", 2, "CycleAT", 8)
            .comparison()
            .orElseThrow();
    assertEquals("S2T_fine-tune", comparison.baseline());
    assertEquals(3, comparison.baselines());
    assertEquals(5 / 16.0, comparison.average().value(), 1e-12);
    assertEquals(5 / 9.0, comparison.accuracy().value(), 1e-12);
    assertEquals(0.0625, comparison.pValue(), 1e-12); // 5 of 5 faces: 2 / 32
    assertTrue(
        comparison
            .sentence()
            .startsWith("CycleAT is better than the best baseline, S2T_fine-tune, by 31.3 points"),
        comparison.sentence());
  }

  @Test
  void aWorseMethodIsSaidToBe() {
    String sentence = results("S2T", 8, "CycleAT", 1).comparison().orElseThrow().sentence();
    assertTrue(
        sentence.startsWith(
            "CycleAT is worse than the only baseline evaluated, S2T, by 43.8 points (95 % interval"),
        sentence);
    assertEquals(
        "No difference between CycleAT and the only baseline evaluated, S2T, is shown: 0.0 points (95 %"
            + " interval 0.0 to 0.0).",
        results("S2T", 4, "CycleAT", 4).comparison().orElseThrow().sentence());
  }

  @Test
  void aTinyProbabilityIsNotWrittenAsZero() {
    Estimate none = new Estimate(-0.0001, -0.0004, 0);
    String text = new Comparison("CycleAT", "S2T", 1, none, none, 0.0004).ofAllFaces();
    assertEquals(
        "Over all faces, the accuracy of CycleAT less that of S2T is 0.0 points (95 % interval 0.0 to"
            + " 0.0); McNemar's test: p < 0.001.",
        text);
  }

  @Test
  void nothingIsComparedWithoutTheMethodOrWithoutBaselines() {
    assertEquals(Optional.empty(), results("S2T", 1, "S2T_fine-tune", 3).comparison());
    assertEquals(Optional.empty(), results("CycleAT", 3).comparison());
  }

  @Test
  void theRemarksHaveTheAccuracyOverAllImages() {
    assertEquals(
        List.of("Accuracy over all images: S2T 44.44 %, CycleAT 88.89 %."),
        results("S2T", 3, "CycleAT", 7).remarks());
  }

  /** Method, classes, mean, then interval. */
  @Test
  void theTableHasAnIntervalForEachMethod() {
    String text = results("S2T", 8, "CycleAT", 8).table(title -> "").text();
    assertEquals(
        """
        method       AN      HA     Ave     95 % interval
        S2T      100.00  100.00  100.00  100.00 to 100.00
        CycleAT  100.00  100.00  100.00  100.00 to 100.00
        images        8       1       9
        """,
        text);
  }
}
