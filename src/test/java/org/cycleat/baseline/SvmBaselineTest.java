package org.cycleat.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cycleat.UserException;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.junit.jupiter.api.Test;

class SvmBaselineTest {
  private static final Labels LABELS = Labels.parse("AN,HA,SU");

  /** Features that stand in the columns of the manifest. */
  private record Known() implements FaceFeatures {
    @Override
    public String name() {
      return "known";
    }

    @Override
    public float[][] of(Manifest faces) {
      return faces.samples().stream()
          .map(
              sample ->
                  new float[] {
                    Float.parseFloat(sample.extra().get("x")),
                    Float.parseFloat(sample.extra().get("y")),
                    7 // the same for all
                  })
          .toArray(float[][]::new);
    }
  }

  private static Sample face(int label, String subject, double x, double y) {
    return new Sample(
        Path.of("/none/%s-%s-%s.png".formatted(subject, x, y)),
        label,
        subject,
        "",
        Map.of("x", Double.toString(x), "y", Double.toString(y)));
  }

  /** Of each class a cloud around a corner of a triangle; subjects have two faces each. */
  private static Manifest clouds(int each, double spread, long seed) {
    Random random = new Random(seed);
    double[][] corners = {{0, 0}, {400, 0}, {0, 0.04}};
    List<Sample> faces = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      for (int label = 0; label < 3; label++) {
        double[] at = corners[label];
        faces.add(
            face(
                label,
                "S" + seed + "_" + i / 2,
                at[0] + 100 * spread * random.nextGaussian(),
                at[1] + 0.01 * spread * random.nextGaussian()));
      }
    }
    return new Manifest(faces, LABELS);
  }

  private static SvmBaseline.Outcome judge(Manifest training, Manifest test) {
    return new SvmBaseline(new Known(), 3).judge(training, test);
  }

  @Test
  void featuresOfAnyScaleTellTheClassesApart() {
    Manifest test = clouds(8, 0.5, 2);
    var outcome = judge(clouds(20, 0.5, 1), test);
    assertEquals(1, outcome.predictions().confusion().average());
    assertEquals(test, outcome.predictions().manifest());
    assertEquals(1, outcome.foldAccuracy());
    assertEquals(5, outcome.folds());
    assertEquals(0.1, outcome.c(), "of equals the smallest");
  }

  @Test
  void theSameGivesTheSameAnswer() {
    Manifest training = clouds(12, 2, 1);
    Manifest test = clouds(10, 2, 2);
    var first = judge(training, test);
    var second = judge(training, test);
    assertEquals(first.c(), second.c());
    assertTrue(first.foldAccuracy() < 1, "not a set that anything tells apart");
    for (int i = 0; i < test.size(); i++) {
      assertArrayEquals(
          first.predictions().probabilities().get(i), second.predictions().probabilities().get(i));
    }
  }

  @Test
  void aClassOfFewPeopleHasFewerFolds() {
    List<Sample> faces = new ArrayList<>(clouds(12, 0.5, 1).samples());
    faces.removeIf(sample -> sample.label() == 1);
    faces.add(face(1, "", 400, 0));
    faces.add(face(1, "", 401, 0.001));
    faces.add(face(1, "S9", 399, 0.002));
    faces.add(face(1, "S9", 398, 0.003));
    assertEquals(3, judge(new Manifest(faces, LABELS), clouds(2, 0.5, 2)).folds());
  }

  @Test
  void tooFewPeopleAreRefused() {
    List<Sample> faces = new ArrayList<>(clouds(4, 0.5, 1).samples());
    faces.removeIf(sample -> sample.label() == 2);
    faces.add(face(2, "S9", 1, 1));
    faces.add(face(2, "S9", 2, 1));
    String one =
        assertThrows(
                UserException.class, () -> judge(new Manifest(faces, LABELS), clouds(2, 0.5, 2)))
            .getMessage();
    assertTrue(one.contains("found 3 classes, of one 1 people"), one);
    faces.removeIf(sample -> sample.label() > 0);
    assertThrows(UserException.class, () -> judge(new Manifest(faces, LABELS), clouds(2, 0.5, 2)));
  }
}
