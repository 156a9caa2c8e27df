package org.cycleat.nn;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * How a window meets the border. {@code ZERO} and {@code REFLECT} pad {@code pixels} on every side
 * first, and are not left to the convolution: its gradient is wrong for explicit padding.
 */
public record Padding(Mode mode, int pixels) {

  /** What stands beyond the border. */
  public enum Mode {
    SAME,
    VALID,
    ZERO,
    REFLECT
  }

  /**
   * @throws IllegalArgumentException where {@code pixels} is negative
   */
  public Padding {
    if (pixels < 0) {
      throw new IllegalArgumentException("pixels must not be negative, got " + pixels);
    }
  }

  public static final Padding SAME = new Padding(Mode.SAME, 0);
  public static final Padding VALID = new Padding(Mode.VALID, 0);

  public static Padding zero(int pixels) {
    return new Padding(Mode.ZERO, pixels);
  }

  public static Padding reflect(int pixels) {
    return new Padding(Mode.REFLECT, pixels);
  }

  /**
   * @param value what {@code ZERO} puts beyond the border
   */
  <T extends TFloating> Operand<T> pad(Pass pass, Operand<T> x, float value) {
    Ops tf = pass.tf();
    return switch (mode) {
      case SAME, VALID -> x;
      case ZERO -> pixels == 0 ? x : tf.pad(x, borders(tf), pass.numberOnHost(value, x));
      case REFLECT -> tf.mirrorPad(x, borders(tf), "REFLECT");
    };
  }

  /** The padding argument of the operation that follows {@link #pad}. */
  String operation() {
    return mode == Mode.SAME ? "SAME" : "VALID";
  }

  private Operand<TInt32> borders(Ops tf) {
    return tf.constant(new int[][] {{0, 0}, {pixels, pixels}, {pixels, pixels}, {0, 0}});
  }
}
