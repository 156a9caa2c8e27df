package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cycleat.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleTest {
  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();

  private void keep(Schedule schedule, long done) {
    schedule.keepIn(folder, done, "f_S", told::add);
  }

  @Test
  void theRateIsConstantThenFallsToZero() {
    Schedule schedule =
        Schedule.of(Config.preset("tiny").with("optimizer.constantFraction=0.5"), 0.3, 4);
    assertEquals(new Schedule(0.3, 2, 4, 0), schedule);
    assertEquals(0.3f, schedule.learningRate().at(1));
    assertEquals(0.2f, schedule.learningRate().at(2), 1e-7);
    assertEquals(0.1f, schedule.learningRate().at(3), 1e-7);
    assertEquals(0.1f, schedule.from(2).learningRate().at(1), 1e-7);
  }

  @Test
  void aTrainingThatGoesOnAsPlannedTellsNothing() {
    keep(new Schedule(0.3, 2, 4, 0), 0);
    keep(new Schedule(0.3, 2, 4, 0), 3);
    assertEquals(List.of(), told);
  }

  @Test
  void stepsThatHadOtherRatesAreNamedForEveryScheduleBefore() {
    keep(new Schedule(0.3, 2, 4, 0), 0); // 0.3 0.3 0.2 0.1
    keep(new Schedule(0.3, 3, 6, 0), 4); // 0.3 0.3 0.3 0.225 0.15 0.075
    keep(new Schedule(0.3, 5, 10, 0), 5); // 0.3 0.3 0.3 0.3 0.3 ...
    assertEquals(
        List.of(
            "f_S: of 4 steps so far, 3 to 4 had other learning rates than the new schedule, down to"
                + " 0.100 where it has 0.225",
            "f_S: of 5 steps so far, 3 to 5 had other learning rates than the new schedule, down to"
                + " 0.100 where it has 0.300"),
        told);
  }
}
