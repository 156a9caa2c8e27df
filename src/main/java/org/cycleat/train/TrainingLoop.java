package org.cycleat.train;

import java.util.List;
import java.util.Map;
import org.cycleat.InterruptedRunException;
import org.cycleat.StopRequest;
import org.cycleat.UserException;
import org.tensorflow.Session;

/**
 * Runs the steps of a stage from where the last process left off, and saves its state on the way:
 * by plan, at the end, and when the process is asked to stop.
 */
public final class TrainingLoop {
  private final TrainingPlan plan;
  private final TrainingState state;
  private final List<TrainingListener> listeners;

  /** One training step. */
  @FunctionalInterface
  public interface Step {

    /**
     * @param step counted from 0
     * @param learningRate to be fed
     * @return the losses by name, in the order in which to show them
     */
    Map<String, Float> run(long step, float learningRate);
  }

  public TrainingLoop(TrainingPlan plan, TrainingState state, List<TrainingListener> listeners) {
    this.plan = plan;
    this.state = state;
    this.listeners = List.copyOf(listeners);
  }

  /**
   * Restores the newest state into the session, which has been initialised, and runs the steps that
   * are left.
   *
   * @throws UserException where a loss or a variable is not finite; the last good state stays
   * @throws MemoryShortage where a step needs more memory than there is
   * @throws InterruptedRunException where the process was asked to stop; the state is saved then
   */
  public void run(Session session, Step step) {
    try (StopRequest stop = StopRequest.listen()) {
      long done = state.restore(session);
      listeners.forEach(listener -> listener.onStart(done, plan.steps()));
      long lastSave = System.nanoTime();
      for (long next = done; next < plan.steps(); next++) {
        float rate = plan.learningRate().at(next);
        Map<String, Float> losses = run(step, next, rate);
        StepReport report = new StepReport(next + 1, plan.steps(), rate, losses);
        requireFinite(report);
        listeners.forEach(listener -> listener.onStep(report));
        boolean stopping = stop.isRequested();
        if (stopping || isDue(report.step(), lastSave)) {
          state.save(session, report.step());
          lastSave = System.nanoTime();
        }
        if (stopping) {
          throw new InterruptedRunException(
              "interrupted after step %d of %d, saved in %s; the same command resumes there"
                  .formatted(report.step(), plan.steps(), state.at(report.step())));
        }
      }
    }
  }

  private Map<String, Float> run(Step step, long next, float rate) {
    try {
      return step.run(next, rate);
    } catch (RuntimeException e) {
      throw MemoryShortage.of(e, "step %d of %d".formatted(next + 1, plan.steps()));
    }
  }

  private boolean isDue(long done, long lastSave) {
    return done == plan.steps()
        || done % plan.saveSteps() == 0
        || System.nanoTime() - lastSave >= plan.saveInterval().toNanos();
  }

  private void requireFinite(StepReport report) {
    report
        .losses()
        .forEach(
            (name, loss) -> {
              if (!Float.isFinite(loss)) {
                throw new UserException(
                    "the loss %s is %s at step %d (learning rate %s); %s; lower the learning rate and run again"
                        .formatted(
                            name, loss, report.step(), report.learningRate(), state.lastGood()));
              }
            });
  }
}
