package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectionVarietyTest {
  @TempDir Path folder;

  private static SelectionVariety of(int neighbours, int[]... choice) {
    int[] labels = {0, 2, 2, 0, 0};
    Manifest candidates =
        new Manifest(
            Arrays.stream(labels)
                .mapToObj(label -> new Sample(Path.of("x.png"), label, "", "", Map.of()))
                .toList(),
            Labels.parse("a,b,c"));
    return SelectionVariety.of(candidates, choice, neighbours);
  }

  @Test
  void countsWhatWasChosen() {
    SelectionVariety variety =
        of(2, new int[] {0, 2}, new int[] {3, 0}, new int[] {4, 0}, new int[] {3, 2});
    assertEquals(
        new SelectionVariety(5, 4, 2, 4, 3, Map.of("a", 3, "b", 0, "c", 1), 0, 0), variety);
    assertEquals(
        "selection: 4 of 5 generated faces (a 3, b 0, c 1), 2 for each of 4 target faces; the most often chosen one by 3",
        variety.line());
    assertEquals(
        "{Generated faces that took part=5, Target faces=4, each to choose 2, Different faces chosen=4: a 3, b 0, c 1, Most often chosen one=by 3 target faces}",
        variety.facts().toString());
  }

  @Test
  void tellsWhoGotFewer() {
    SelectionVariety some = of(2, new int[] {0, 2}, new int[] {3}, new int[] {});
    assertTrue(
        some.line()
            .endsWith(
                "by 1; there were not enough for 2 target faces, which have fewer, 1 of them none"),
        some.line());
    assertEquals(
        "2, of which 1 have none: there were not enough",
        some.facts().get("Target faces with fewer"));
    String line = of(3, new int[] {0, 2}, new int[] {3, 1, 2}).line();
    assertTrue(line.endsWith("not enough for 1 target faces, which have fewer"), line);
    assertEquals(0, of(1, new int[] {}).mostOften());
  }

  @Test
  void isReadBackEqual() {
    SelectionVariety variety = of(2, new int[] {0, 2}, new int[] {3});
    assertEquals(Optional.empty(), SelectionVariety.read(folder));
    variety.write(folder);
    assertEquals(Optional.of(variety), SelectionVariety.read(folder));
  }
}
