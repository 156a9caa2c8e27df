package org.cycleat.train;

import org.tensorflow.Result;
import org.tensorflow.Session;

/**
 * How the runs of a session that make up a training step are done, so that they can be measured.
 */
@FunctionalInterface
public interface StepRunner {

  /** Nothing is measured. */
  StepRunner PLAIN = Session.Runner::run;

  /**
   * @param runner with its targets, feeds and fetches; what is fetched besides comes behind them
   * @return to be closed by the caller
   */
  Result run(Session.Runner runner);
}
