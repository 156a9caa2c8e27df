package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldChoiceTest {
  @TempDir Path folder;

  private static FoldChoice.Trial trial(double beta, Double... accuracy) {
    return new FoldChoice.Trial(beta, List.of(accuracy));
  }

  @Test
  void curvesOfFoldsAreAveragedForEachEpoch() {
    // the second fold alone would choose the second epoch, the mean chooses the third
    var curves =
        List.of(List.of(0.25, 0.25, 0.75), List.of(0.5, 0.75, 0.5), List.of(0.0, 0.5, 0.625));
    assertEquals(trial(3, 0.25, 0.5, 0.625), FoldChoice.Trial.of(3, curves));
  }

  @Test
  void ofEqualEpochsTheLatestIsTaken() {
    var trials = List.of(trial(1, 0.25, 0.5, 0.5, 0.375));
    FoldChoice choice = FoldChoice.among(5, trials);
    assertEquals(new FoldChoice(5, 1, 3, 0.5, trials), choice);
    assertEquals("epoch 3 of 4, 50.0 % mean accuracy on 5 folds", choice.toString());
  }

  @Test
  void ofEqualWeightsTheFirstIsTaken() {
    var trials = List.of(trial(0, 0.5, 0.25), trial(10, 0.375, 0.75), trial(100, 0.75, 0.75));
    FoldChoice choice = FoldChoice.among(2, trials);
    assertEquals(new FoldChoice(2, 10, 2, 0.75, trials), choice);
    assertEquals(
        "attention weight 10.0, epoch 2 of 2, 75.0 % mean accuracy on 2 folds", choice.toString());
  }

  @Test
  void theFileBringsItBack() {
    assertEquals(Optional.empty(), FoldChoice.in(folder));
    FoldChoice choice = FoldChoice.among(2, List.of(trial(0.5, 0.5, 0.25)));
    choice.write(folder);
    assertEquals(Optional.of(choice), FoldChoice.in(folder));
  }
}
