package org.cycleat.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cycleat.evaluation.TestFace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoresTest {
  private static final List<String> CODES = List.of("AN", "HA");
  private static final double EXACT = 1e-12;

  @TempDir private Path folder;

  /** Each face as "file label answer", one letter for each seed's answer. */
  private Evidence evidence(String name, int part, String... faces) throws IOException {
    StringBuilder csv = new StringBuilder("file,label,method,AN,HA\n");
    for (String face : faces) {
      String[] words = face.split(" ", 3);
      boolean isAnger = words[2].equals("AN");
      csv.append(
          "%s,%s,M,%s,%s\n"
              .formatted(words[0], words[1], isAnger ? "0.7" : "0.2", isAnger ? "0.3" : "0.8"));
    }
    Path file = Files.writeString(folder.resolve(name), csv);
    return new Evidence(file, Map.of("b.png", "Ann"), part);
  }

  private Scores twoSeeds() throws IOException {
    return Scores.read(
        "M",
        CODES,
        List.of(
            List.of(
                evidence("1", 0, "a.png AN AN", "b.png AN AN", "c.png AN HA", "d.png HA HA"),
                evidence("2", 1, "a.png AN HA", "e.png HA AN", "f.png HA HA")),
            List.of(
                evidence("3", 0, "a.png AN AN", "b.png AN AN", "c.png AN AN", "d.png HA HA"),
                evidence("4", 1, "a.png AN HA", "e.png HA AN", "f.png HA AN"))));
  }

  @Test
  void aClassIsTheMeanOverPartsAndTheAverageThatOverClasses() throws IOException {
    Scores scores = twoSeeds();
    // seed 1: AN (2/3 + 0) / 2, HA (1 + 1/2) / 2; seed 2: AN (1 + 0) / 2, HA (1 + 0) / 2
    assertEquals((1.0 / 3 + 1.0 / 2) / 2, scores.perClass().get(0).mean(), EXACT);
    assertEquals((0.75 + 0.5) / 2, scores.perClass().get(1).mean(), EXACT);
    double first = (1.0 / 3 + 0.75) / 2;
    assertEquals((first + 0.5) / 2, scores.average().mean(), EXACT);
    assertEquals((first - 0.5) / Math.sqrt(2), scores.average().deviation(), EXACT);
    assertEquals(4.0 / 7, scores.accuracy().mean(), EXACT);
    assertEquals(0, scores.accuracy().deviation(), EXACT);
    assertArrayEquals(new int[] {4, 3}, scores.counts());
  }

  @Test
  void oneSeedHasNoDeviation() throws IOException {
    Scores scores = Scores.read("M", CODES, List.of(List.of(evidence("1", 0, "a.png AN AN"))));
    assertTrue(Double.isNaN(scores.average().deviation()));
    assertEquals(1, scores.average().mean(), EXACT);
    assertTrue(Double.isNaN(scores.perClass().get(1).mean()), "an absent class");
  }

  @Test
  void facesHaveTheShareOfSeedsThatIsRight() throws IOException {
    Scores scores = twoSeeds();
    assertArrayEquals(new double[] {1, 1, 0.5, 1, 0, 0, 0.5}, scores.share(), EXACT);
    assertArrayEquals(new boolean[] {true, true, true, true, false, false, false}, scores.right(1));
    assertEquals(
        List.of(
            new TestFace(0, ""),
            new TestFace(0, "Ann"),
            new TestFace(0, ""),
            new TestFace(2, ""),
            new TestFace(1, ""),
            new TestFace(3, ""),
            new TestFace(3, "")),
        scores.testFaces());
  }

  @Test
  void otherFacesAreNotCompared() throws IOException {
    Scores scores = twoSeeds();
    Scores other = Scores.read("M", CODES, List.of(List.of(evidence("5", 0, "a.png AN AN"))));
    assertFalse(scores.isOnFacesOf(other));
    assertTrue(scores.isOnFacesOf(twoSeeds()));
    List<List<Evidence>> unlike =
        List.of(List.of(evidence("6", 0, "a.png AN AN")), List.of(evidence("7", 0, "b.png AN AN")));
    assertThrows(IllegalStateException.class, () -> Scores.read("M", CODES, unlike));
    assertThrows(IllegalStateException.class, () -> Scores.read("N", CODES, unlike));
  }
}
