package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.cycleat.config.Config;
import org.cycleat.config.SelectionConfig;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.junit.jupiter.api.Test;

/** Three generated faces and two target faces, at other places in each embedding. */
class FaceChoiceTest {
  private static final Manifest CANDIDATES = faces(0, 1, 1);
  private static final Manifest TARGETS = faces(1, 0);

  /** Apart as wholes: the candidates' mean is 4, the targets' 103.5. */
  private static final double[][] PRINCIPAL = {{0}, {2}, {10}, {100}, {107}};

  private static final double[][] MAP = {{0, 5}, {0, 1}, {9, 9}, {0, 2}, {0, 4}};

  private static Manifest faces(int... labels) {
    return new Manifest(
        Arrays.stream(labels)
            .mapToObj(label -> new Sample(Path.of("x.png"), label, "", "", Map.of()))
            .toList(),
        Labels.parse("a,b"));
  }

  private static int[][] chosen(String... keys) {
    SelectionConfig selection =
        Config.preset("tiny").with("selection.neighbours=1").with(keys).selection();
    return new FaceChoice(selection).of(CANDIDATES, TARGETS, PRINCIPAL, MAP);
  }

  @Test
  void distancesAreThoseOfTheKey() {
    assertArrayEquals(new int[][] {{1}, {0}}, chosen());
    assertArrayEquals(new int[][] {{2}, {2}}, chosen("selection.distances=pca"));
    // -4, -2 and 6 for -3.5 and 3.5
    assertArrayEquals(new int[][] {{0}, {2}}, chosen("selection.distances=centred"));
    assertEquals(0, PRINCIPAL[0][0], "what was given stays");
  }

  @Test
  void aTargetFaceStaysWithinItsClass() {
    assertArrayEquals(new int[][] {{1}, {0}}, chosen("selection.withinClass=true"));
    assertArrayEquals(
        new int[][] {{2}, {0}}, chosen("selection.withinClass=true", "selection.distances=pca"));
    assertArrayEquals(
        new int[][] {{1, 2}, {0}}, chosen("selection.withinClass=true", "selection.neighbours=2"));
  }

  @Test
  void aGeneratedFaceIsChosenUpToTheLimit() {
    assertArrayEquals(
        new int[][] {{2}, {1}}, chosen("selection.distances=pca", "selection.limit=1"));
    assertArrayEquals(
        new int[][] {{2}, {2}}, chosen("selection.distances=pca", "selection.limit=2"));
  }
}
