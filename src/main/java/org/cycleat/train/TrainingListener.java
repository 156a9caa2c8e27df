package org.cycleat.train;

/** Told of a training loop's progress, in the loop's own thread. */
@FunctionalInterface
public interface TrainingListener {

  /**
   * Before the first step of this process, with all state restored.
   *
   * @param done steps that earlier processes did
   * @param steps how many there are in all
   */
  default void onStart(long done, long steps) {}

  /** After each step whose losses are finite, before the state of that step is saved. */
  void onStep(StepReport report);
}
