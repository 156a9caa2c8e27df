package org.cycleat.train;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A moving average of vectors in the graph, which forgets its first value as fast as a {@link
 * WeightAverage} does.
 */
public final class RunningMean {
  private static final double DECAY = 0.99;

  private final Ops tf;
  private final Slots slots;
  private final StoredVariable stored;
  private final Operand<TFloat32> value;

  /**
   * @param name unique in the graph
   * @param first what it is before any vector, [K]
   */
  public RunningMean(Ops tf, String name, float[] first) {
    this.tf = tf.withSubScope(name);
    slots = new Slots(this.tf, name);
    Shape shape = Shape.of(first.length);
    stored = slots.add("mean", TFloat32.class, shape, this.tf.constant(first));
    value = this.tf.readVariableOp(stored.handle(), TFloat32.class);
  }

  /** What it is at the start of a step: [K]. */
  public Operand<TFloat32> value() {
    return value;
  }

  /**
   * Takes a vector in.
   *
   * @param vector [K]
   * @param known 1 where the vector has a number, 0 where the mean is to stay: [K]
   * @param t the training step, a scalar
   */
  public Op update(Operand<TFloat32> vector, Operand<TFloat32> known, Operand<TInt64> t) {
    var share = tf.math.sub(tf.constant(1f), WeightAverage.decay(tf, DECAY, t));
    var change = tf.math.mul(tf.math.mul(tf.math.sub(value, vector), known), share);
    return tf.assignSubVariableOp(stored.handle(), change);
  }

  /** Gives it its first value. */
  public void initialize(Session session) {
    session.run(slots.initializer());
  }

  /** What a training checkpoint must keep. */
  public List<StoredVariable> stored() {
    return slots.stored();
  }
}
