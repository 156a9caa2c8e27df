package org.cycleat.nn;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;

/** The seeds of stateless random operations that draw anew at each step. */
public final class StepSeed {
  private StepSeed() {}

  /**
   * On the processor, whatever {@code tf} builds on: kernels of GPUs read their seed there, and a
   * step that made it on the GPU would stop until it has come back.
   *
   * @param seed tells apart what draws at the same step
   * @param step the training step, a scalar
   * @return [2]
   */
  public static Operand<TInt64> of(Ops tf, long seed, Operand<TInt64> step) {
    Ops cpu = OnCpu.of(tf);
    return cpu.stack(List.of(cpu.constant(seed), step));
  }
}
