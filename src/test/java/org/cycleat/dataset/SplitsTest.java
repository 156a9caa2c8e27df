package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.cycleat.dataset.Splits.Split;
import org.junit.jupiter.api.Test;

class SplitsTest {
  private final List<Sample> samples = new ArrayList<>();

  private void add(int label, String subject, int times) {
    for (int i = 0; i < times; i++) {
      Path path = Path.of("/data/" + samples.size() + ".jpg");
      samples.add(new Sample(path, label, subject, "", Map.of()));
    }
  }

  private Manifest manifest() {
    return new Manifest(samples, Labels.EXPRESSIONS);
  }

  private static Set<String> subjects(Manifest manifest) {
    return manifest.samples().stream().map(Sample::subject).collect(Collectors.toSet());
  }

  private static void assertParts(Manifest whole, Split split) {
    Set<String> common = subjects(split.training());
    common.retainAll(subjects(split.validation()));
    common.remove("");
    assertEquals(Set.of(), common);
    Set<Sample> all = new HashSet<>(split.training().samples());
    all.addAll(split.validation().samples());
    assertEquals(new HashSet<>(whole.samples()), all);
    assertEquals(whole.size(), split.training().size() + split.validation().size());
  }

  @Test
  void subjectsOfEqualMakeAreDividedByTheFraction() {
    for (int subject = 0; subject < 20; subject++) {
      for (int label = 0; label < 7; label++) {
        add(label, "S" + subject, 9);
      }
    }
    Split split = Splits.validation(manifest(), 0.2, 1);
    assertParts(manifest(), split);
    assertEquals(4, subjects(split.validation()).size());
    assertEquals(split, Splits.validation(manifest(), 0.2, 1));
    assertNotEquals(split, Splits.validation(manifest(), 0.2, 2));
  }

  @Test
  void eachLabelHasItsShareAmongUnequalSubjects() {
    int[] counts = {60, 110, 8, 90, 80, 70, 50};
    for (int label = 0; label < 7; label++) {
      for (int i = 0; i < counts[label]; i++) {
        add(label, "L" + label + "_" + i / 3, 1);
      }
    }
    for (long seed = 0; seed < 20; seed++) {
      Split split = Splits.validation(manifest(), 0.25, seed);
      assertParts(manifest(), split);
      int[] held = split.validation().counts();
      for (int label = 0; label < 7; label++) {
        assertEquals(0.25 * counts[label], held[label], 2, "label " + label);
      }
    }
  }

  @Test
  void everyLabelKeepsATrainingSample() {
    add(0, "a", 1);
    add(0, "b", 5);
    add(1, "a", 5);
    add(1, "c", 1);
    add(2, "d", 1);
    for (long seed = 0; seed < 20; seed++) {
      Split split = Splits.validation(manifest(), 0.9, seed);
      int[] kept = split.training().counts();
      assertTrue(kept[0] > 0 && kept[1] > 0 && kept[2] > 0);
      assertFalse(split.validation().samples().isEmpty());
    }
  }

  @Test
  void someoneIsSetAsideEvenWhereEveryoneIsMoreThanTheShare() {
    add(0, "a", 50);
    add(0, "b", 30);
    add(0, "c", 50);
    Split split = Splits.validation(manifest(), 0.01, 5);
    assertEquals(Set.of("b"), subjects(split.validation()));
  }

  @Test
  void samplesWithoutSubjectAreEachTheirOwnAndUnlabelledOnesAreDividedToo() {
    add(Sample.UNLABELLED, "", 40);
    Split split = Splits.validation(manifest(), 0.25, 3);
    assertParts(manifest(), split);
    assertEquals(10, split.validation().size());
  }

  @Test
  void foldsAreDisjointCompleteAndStratified() {
    // 1,141 images of six labels, as many as EmotioNet's: five folds of 228 or 229
    int[] counts = {350, 300, 51, 380, 0, 27, 33};
    for (int label = 0; label < 7; label++) {
      add(label, "", counts[label]);
    }
    List<Split> folds = Splits.kFold(manifest(), 5, 7);
    Set<Sample> seen = new HashSet<>();
    for (Split fold : folds) {
      assertParts(manifest(), fold);
      assertEquals(228, fold.validation().size(), 1);
      fold.validation().samples().forEach(sample -> assertTrue(seen.add(sample)));
      int[] held = fold.validation().counts();
      for (int label = 0; label < 7; label++) {
        assertEquals(counts[label] / 5.0, held[label], 1.01);
      }
    }
    assertEquals(1141, seen.size());
    assertEquals(folds, Splits.kFold(manifest(), 5, 7));
    assertNotEquals(folds, Splits.kFold(manifest(), 5, 8));
  }

  @Test
  void foldsKeepASubjectTogether() {
    for (int i = 0; i < 30; i++) {
      add(i % 7, "S" + i % 11, 1 + i % 4);
    }
    for (Split fold : Splits.kFold(manifest(), 3, 2)) {
      assertParts(manifest(), fold);
      assertEquals(manifest().size() / 3.0, fold.validation().size(), 4);
    }
  }

  @Test
  void tooFewSubjectsAndOddSettingsAreRefused() {
    add(0, "a", 3);
    add(1, "a", 3);
    Manifest one = manifest();
    assertThrows(UserException.class, () -> Splits.validation(one, 0.5, 0));
    add(1, "b", 1);
    Manifest two = manifest();
    assertThrows(UserException.class, () -> Splits.kFold(two, 3, 0));
    assertThrows(IllegalArgumentException.class, () -> Splits.kFold(two, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> Splits.validation(two, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> Splits.validation(two, 1, 0));
    samples.clear();
    add(0, "a", 3);
    add(1, "b", 3);
    Manifest apart = manifest();
    assertThrows(UserException.class, () -> Splits.validation(apart, 0.5, 0));
  }
}
