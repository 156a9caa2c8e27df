package org.cycleat.nn;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * One forward pass through one or more networks: where its operations go, whether layers behave as
 * in training, and the updates of moving statistics that it asks for.
 *
 * <p>A training step must run the updates; the optimiser's step takes them as dependencies.
 */
public final class Pass {
  private final Ops tf;
  private final boolean training;
  private final boolean differentiated;
  private final Operand<TInt64> step;
  private final Precision precision;
  private final List<Op> updates = new ArrayList<>();
  private final List<BatchMoments> moments = new ArrayList<>();

  /** What was cast, so that a weight of several applications is cast once. */
  private final IdentityHashMap<Variable, Operand<? extends TFloating>> casts =
      new IdentityHashMap<>();

  private Pass(
      Ops tf, boolean training, boolean differentiated, Operand<TInt64> step, Precision precision) {
    this.tf = tf;
    this.training = training;
    this.differentiated = differentiated;
    this.step = step;
    this.precision = precision;
  }

  /**
   * A pass in which batch statistics are used and dropout drops.
   *
   * @param step the training step, a scalar: what a layer draws at random depends on it and nothing
   *     else, so that a resumed run draws the same
   */
  public static Pass training(Ops tf, Operand<TInt64> step) {
    return new Pass(tf, true, true, step, Precision.FLOAT32);
  }

  /**
   * A pass that uses the moving statistics and changes nothing: an export, an evaluation. No
   * gradient is taken through it.
   */
  public static Pass inference(Ops tf) {
    return new Pass(tf, false, false, tf.constant(0L), Precision.FLOAT32);
  }

  /**
   * A pass of inference beside this one, in its place and precision: that of a teacher, whose
   * gradient for the images may be taken.
   */
  public Pass frozen() {
    return new Pass(tf, false, true, tf.constant(0L), precision);
  }

  /** Such a pass whose updates are left out: what it looks at is not to be remembered. */
  public Pass forgetting() {
    return new Pass(tf, training, differentiated, step, precision);
  }

  /** Such a pass through networks that compute in another precision. */
  public Pass in(Precision other) {
    return new Pass(tf, training, differentiated, step, other);
  }

  public Ops tf() {
    return tf;
  }

  public boolean isTraining() {
    return training;
  }

  /** Whether gradients may be taken through it, which ops must have and be fast in. */
  boolean isDifferentiated() {
    return differentiated;
  }

  public Operand<TInt64> step() {
    return step;
  }

  /** A network's input in the precision that it computes in. */
  public Operand<? extends TFloating> lowered(Operand<TFloat32> input) {
    return as(precision.type(), input);
  }

  /** In float32: what is left of a network, and what needs more digits or range within. */
  public Operand<TFloat32> full(Operand<? extends TFloating> x) {
    return as(TFloat32.class, x);
  }

  /** A parameter's value in the type of {@code x}. */
  <T extends TFloating> Operand<T> value(Variable parameter, Operand<T> x) {
    return casts
        .computeIfAbsent(parameter, p -> as(x.type(), p.value()))
        .asOutput()
        .expect(x.type());
  }

  /** {@code x} in the type of {@code other}. */
  <T extends TFloating> Operand<T> like(Operand<T> other, Operand<? extends TFloating> x) {
    return as(other.type(), x);
  }

  /** A number of the type of {@code x}. */
  <T extends TFloating> Operand<T> number(float value, Operand<T> x) {
    return as(x.type(), tf.constant(value));
  }

  /**
   * A number of the type of {@code x} for a kernel that reads it in the host's memory. Made on a
   * GPU, it would be copied back at each step.
   */
  <T extends TFloating> Operand<T> numberOnHost(float value, Operand<T> x) {
    Ops cpu = OnCpu.of(tf);
    return as(cpu, x.type(), cpu.constant(value));
  }

  private <T extends TFloating> Operand<T> as(Class<T> type, Operand<? extends TFloating> x) {
    return as(tf, type, x);
  }

  private static <T extends TFloating> Operand<T> as(
      Ops tf, Class<T> type, Operand<? extends TFloating> x) {
    return x.type() == type ? x.asOutput().expect(type) : tf.dtypes.cast(x, type);
  }

  void update(Op assignment) {
    updates.add(assignment);
  }

  /** The assignments to moving statistics that the layers applied so far ask for. */
  public List<Op> updates() {
    return List.copyOf(updates);
  }

  void saw(BatchMoments batch) {
    moments.add(batch);
  }

  /** What each layer of batch normalisation applied so far sees in a batch; none in inference. */
  public List<BatchMoments> moments() {
    return List.copyOf(moments);
  }
}
