package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.evaluation.Predictions;
import org.junit.jupiter.api.Test;

class GeneratedConfidenceTest {

  /** Faces 0.png, 1.png, ... with these labels. */
  private static Manifest faces(int... labels) {
    List<Sample> samples = new ArrayList<>();
    for (int label : labels) {
      samples.add(new Sample(Path.of(samples.size() + ".png"), label, "", "", Map.of()));
    }
    return new Manifest(samples, Labels.parse("a,b,c"));
  }

  private static List<String> names(Manifest faces) {
    return faces.samples().stream().map(face -> face.path().getFileName().toString()).toList();
  }

  @Test
  void confidenceIsTheMeanProbabilityOfTheOwnClass() {
    Manifest faces = faces(2, 0);
    var fS = new Predictions(faces, List.of(new float[] {0.25f, 0.25f, 0.5f}, p(0.75f, 0.25f, 0)));
    var fW = new Predictions(faces, List.of(p(0, 0.75f, 0.25f), p(0.5f, 0, 0.5f)));
    assertArrayEquals(
        new double[] {0.5, 0.75}, GeneratedConfidence.ofOwnClass(List.of(fS)), "f_S alone");
    assertArrayEquals(new double[] {0.375, 0.625}, GeneratedConfidence.ofOwnClass(List.of(fS, fW)));
  }

  private static float[] p(float... probabilities) {
    return probabilities;
  }

  @Test
  void aFaceWithoutALabelIsOfItsMostProbableClass() {
    Sample sample =
        new Sample(Path.of("x.png"), Sample.UNLABELLED, "", "", Map.of())
            .with(List.of(0.25f, 0.5f, 0.25f));
    Manifest faces = new Manifest(List.of(sample), Labels.parse("a,b,c"));
    var judged = new Predictions(faces, List.of(p(0.5f, 0.125f, 0.375f)));
    assertArrayEquals(new double[] {0.125}, GeneratedConfidence.ofOwnClass(List.of(judged)));
    assertEquals(
        List.of("b"), GeneratedConfidence.kept(faces, new double[] {0.125}, 0.5, 1).unsure());
  }

  @Test
  void facesBelowTheLeastAreLeftOut() {
    Manifest faces = faces(1, 0, 1, 0, 0);
    var kept =
        GeneratedConfidence.kept(faces, new double[] {0.5, 0.49, 0.9, 0.51, 0.12345}, 0.5, 7);
    assertEquals(List.of("0.png", "2.png", "3.png"), names(kept.faces()));
    assertEquals(List.of(), kept.unsure(), "of c there is no face at all");
    assertEquals(
        List.of("0.5000", "0.9000", "0.5100"),
        kept.faces().samples().stream().map(face -> face.extra().get("confidence")).toList());
  }

  @Test
  void aClassInDoubtKeepsItsSurest() {
    Manifest faces = faces(0, 2, 0, 1, 0, 0, 2);
    double[] confidence = {0.2, 0.3, 0.4, 0.6, 0.4, 0.1, 0.8};
    var kept = GeneratedConfidence.kept(faces, confidence, 0.5, 3);
    assertEquals(List.of("0.png", "2.png", "3.png", "4.png", "6.png"), names(kept.faces()));
    assertEquals(List.of("a"), kept.unsure());
    assertEquals(
        List.of("2.png"),
        names(
            GeneratedConfidence.kept(faces(0, 0, 0), new double[] {0, 0.1, 0.4}, 0.5, 1).faces()));
    assertEquals(
        List.of("1.png"),
        names(GeneratedConfidence.kept(faces(0, 0, 0), new double[] {0, 0.4, 0.4}, 0.5, 1).faces()),
        "the first of equally sure ones");
    var all = GeneratedConfidence.kept(faces, confidence, 0.9, 99);
    assertEquals(names(faces), names(all.faces()), "no more than there are");
    assertEquals(List.of("a", "b", "c"), all.unsure());
  }
}
