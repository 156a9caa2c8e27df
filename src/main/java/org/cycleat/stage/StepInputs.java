package org.cycleat.stage;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cycleat.train.StepRunner;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The two numbers that every training step is fed.
 *
 * @param how a step is run
 */
record StepInputs(Placeholder<TInt64> step, Placeholder<TFloat32> learningRate, StepRunner how) {

  /** Their values at a step. */
  record Now(long step, float learningRate) {}

  static StepInputs in(Ops tf) {
    return new StepInputs(
        tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar())),
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar())),
        StepRunner.PLAIN);
  }

  /** The same inputs for steps that are run, and perhaps measured, by another. */
  StepInputs through(StepRunner other) {
    return new StepInputs(step, learningRate, other);
  }

  /**
   * Runs a step.
   *
   * @param runner with its targets
   * @return the losses' values by name
   */
  Map<String, Float> run(Session.Runner runner, Now now, Map<String, Operand<TFloat32>> losses) {
    losses.values().forEach(runner::fetch);
    try (TInt64 fedStep = TInt64.scalarOf(now.step());
        TFloat32 fedRate = TFloat32.scalarOf(now.learningRate());
        Result result = how.run(runner.feed(step, fedStep).feed(learningRate, fedRate))) {
      Map<String, Float> values = new LinkedHashMap<>();
      for (String name : losses.keySet()) {
        values.put(name, ((TFloat32) result.get(values.size())).getFloat());
      }
      return values;
    }
  }
}
