package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.cycleat.config.Config;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Splits;
import org.cycleat.loss.CrossEntropy;
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
    assertEquals(new Schedule(0.3, Schedule.Course.linear(2), 4, 0), schedule);
    assertEquals(0.3f, schedule.learningRate().at(1));
    assertEquals(0.2f, schedule.learningRate().at(2), 1e-7);
    assertEquals(0.1f, schedule.learningRate().at(3), 1e-7);
    assertEquals(0.1f, schedule.from(2).learningRate().at(1), 1e-7);
  }

  /** Of a classifier with 10 images in batches of 4: 3 steps an epoch. */
  private static Schedule ofClassifier(int epochs, String... keys) {
    Config config = Config.preset("tiny").with("optimizer.constantFraction=0.25").with(keys);
    List<Sample> faces =
        Collections.nCopies(10, new Sample(Path.of("face.png"), 0, "", "", Map.of()));
    var data = new Splits.Split(new Manifest(faces, Labels.EXPRESSIONS), null);
    var recipe = new ClassifierTask.Recipe(epochs, 0.8, CrossEntropy.PLAIN);
    var task = new ClassifierTask("f", null, data, Pipeline.plain(32, 4), recipe);
    return Schedule.of(config, task);
  }

  private static void assertRates(Schedule schedule, double... expected) {
    for (int step = 0; step < expected.length; step++) {
      assertEquals(expected[step], schedule.learningRate().at(step), 1e-6, "at " + step);
    }
  }

  @Test
  void aClassifiersRateGoesAsItsKeysSay() {
    assertRates(ofClassifier(4), 0.8, 0.8, 0.8, 0.72, 0.64);
    // a third of an epoch is a step; then a quarter of 11 steps, rounded
    assertRates(ofClassifier(4, "classifier.warmupEpochs=0.3333"), 0.4, 0.8, 0.8, 0.8, 0.8 * 8 / 9);
    assertRates(
        ofClassifier(2, "classifier.schedule=cosine", "classifier.warmupEpochs=0.6667"),
        0.8 / 3,
        1.6 / 3,
        0.8,
        0.4 * (1 + Math.sqrt(0.5)),
        0.4,
        0.4 * (1 - Math.sqrt(0.5)),
        0);
    // a warm-up longer than the training
    assertRates(ofClassifier(1, "classifier.warmupEpochs=9"), 0.2, 0.4, 0.6, 0);
  }

  @Test
  void theFileBringsEveryCourseBack() {
    Schedule cosine = ofClassifier(2, "classifier.schedule=cosine", "classifier.warmupEpochs=1");
    keep(cosine, 0);
    keep(cosine, 4);
    assertEquals(List.of(), told);
    keep(ofClassifier(4, "classifier.schedule=cosine", "classifier.warmupEpochs=1"), 6);
    assertEquals(
        List.of(
            "f_S: of 6 steps so far, 5 to 6 had other learning rates than the new schedule, down to"
                + " 0.200 where it has 0.706"),
        told);
  }

  @Test
  void aTrainingThatGoesOnAsPlannedTellsNothing() {
    keep(new Schedule(0.3, Schedule.Course.linear(2), 4, 0), 0);
    keep(new Schedule(0.3, Schedule.Course.linear(2), 4, 0), 3);
    assertEquals(List.of(), told);
  }

  @Test
  void stepsThatHadOtherRatesAreNamedForEveryScheduleBefore() {
    keep(new Schedule(0.3, Schedule.Course.linear(2), 4, 0), 0); // 0.3 0.3 0.2 0.1
    keep(new Schedule(0.3, Schedule.Course.linear(3), 6, 0), 4); // 0.3 0.3 0.3 0.225 0.15 0.075
    keep(new Schedule(0.3, Schedule.Course.linear(5), 10, 0), 5); // 0.3 0.3 0.3 0.3 0.3 ...
    assertEquals(
        List.of(
            "f_S: of 4 steps so far, 3 to 4 had other learning rates than the new schedule, down to"
                + " 0.100 where it has 0.225",
            "f_S: of 5 steps so far, 3 to 5 had other learning rates than the new schedule, down to"
                + " 0.100 where it has 0.300"),
        told);
  }
}
