package org.cycleat.train;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat64;

/** Adds up how long steps wait for their images, by the clock readings of the graph itself. */
public final class DataWait implements StepRunner {
  private final List<Operand<TFloat64>> waits;
  private final StepRunner inner;
  private double seconds;

  /**
   * @param waits of each stream that a step draws from, scalars in seconds
   * @param inner does the runs
   */
  public DataWait(List<Operand<TFloat64>> waits, StepRunner inner) {
    this.waits = List.copyOf(waits);
    this.inner = inner;
  }

  @Override
  public Result run(Session.Runner runner) {
    waits.forEach(runner::fetch);
    Result result = inner.run(runner);
    double longest = 0; // the streams are waited for side by side
    for (int i = result.size() - waits.size(); i < result.size(); i++) {
      longest = Math.max(longest, ((TFloat64) result.get(i)).getDouble());
    }
    seconds += longest;
    return result;
  }

  /** Of all steps so far, in this process. */
  public double seconds() {
    return seconds;
  }
}
