package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.junit.jupiter.api.Test;

class EvenDrawTest {
  /** Two, ten and twenty images of three classes. */
  private static Manifest faces() {
    List<Sample> samples = new ArrayList<>();
    int[] counts = {2, 10, 20};
    for (int label = 0; label < counts.length; label++) {
      for (int i = 0; i < counts[label]; i++) {
        samples.add(new Sample(Path.of(label + "-" + i + ".png"), label, "", "", Map.of()));
      }
    }
    return new Manifest(samples, Labels.parse("a,b,c"));
  }

  @Test
  void takesAllWithinTheLimitAndWithoutOne() {
    Manifest faces = faces();
    assertSame(faces, EvenDraw.of(faces, 0, 1));
    assertSame(faces, EvenDraw.of(faces, 32, 1));
  }

  @Test
  void smallClassesAreTakenWholeAndTheOthersAlike() {
    assertArrayEquals(new int[] {2, 2, 2}, EvenDraw.of(faces(), 6, 1).counts());
    assertArrayEquals(new int[] {2, 5, 5}, EvenDraw.of(faces(), 12, 1).counts());
    assertArrayEquals(new int[] {2, 10, 18}, EvenDraw.of(faces(), 30, 1).counts());
  }

  @Test
  void theSeedDecidesAndTheOrderStays() {
    List<Sample> drawn = EvenDraw.of(faces(), 12, 1).samples();
    assertEquals(drawn, EvenDraw.of(faces(), 12, 1).samples());
    assertNotEquals(drawn, EvenDraw.of(faces(), 12, 2).samples());
    assertEquals(12, new HashSet<>(drawn).size());
    assertEquals(drawn, faces().samples().stream().filter(drawn::contains).toList());
  }
}
