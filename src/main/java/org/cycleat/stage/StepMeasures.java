package org.cycleat.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.cycleat.data.Batches;
import org.cycleat.profile.StepProfile;
import org.cycleat.train.DataWait;
import org.cycleat.train.StepRunner;
import org.cycleat.train.TrainingListener;

/**
 * What is measured of a training's steps.
 *
 * @param runner does the steps
 * @param listeners to be told of the training's progress
 * @param waited seconds that steps have waited for images
 */
record StepMeasures(StepRunner runner, List<TrainingListener> listeners, DoubleSupplier waited) {

  /**
   * @param folder of the training
   * @param streams that a step draws from
   */
  static StepMeasures of(RunContext run, Path folder, List<Batches> streams) {
    Optional<StepProfile> profile = run.profile(folder);
    StepRunner inner = profile.<StepRunner>map(traced -> traced).orElse(StepRunner.PLAIN);
    DataWait wait = new DataWait(streams.stream().map(Batches::waited).toList(), inner);
    List<TrainingListener> listeners = profile.<TrainingListener>map(p -> p).stream().toList();
    return new StepMeasures(wait, listeners, wait::seconds);
  }
}
