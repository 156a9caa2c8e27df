package org.cycleat.transfer;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/**
 * In which order the axes of a file's kernels are. TensorFlow has [height, width, in, out] and [in,
 * out], PyTorch [out, in, height, width] and [out, in]; Keras over Theano mixed the two.
 *
 * @param foreignKernels whether convolutions are as in PyTorch
 * @param foreignDense whether dense layers are
 */
record Layout(boolean foreignKernels, boolean foreignDense) {

  static final Layout TENSORFLOW = new Layout(false, false);

  private static final List<Integer> OIHW_TO_HWIO = List.of(2, 3, 1, 0);

  /** How an array becomes a parameter; empty where it does not fit. */
  Optional<Change> change(Shape source, Target target) {
    boolean foreign = isForeign(source);
    return way(source, target, foreign).or(() -> way(source, target, !foreign));
  }

  boolean isForeign(Shape source) {
    return source.numDimensions() == 4 ? foreignKernels : foreignDense;
  }

  /** The shape that the array would have here. */
  Shape ours(Shape source) {
    long[] s = source.asArray();
    if (source.numDimensions() == 4 && foreignKernels) {
      return Shape.of(s[2], s[3], s[1], s[0]);
    }
    return source.numDimensions() == 2 && foreignDense ? Shape.of(s[1], s[0]) : source;
  }

  /** As {@link #change}, where the array's axes are known to be foreign or not. */
  Optional<Change> way(Shape source, Target target, boolean foreign) {
    return switch (source.numDimensions()) {
      case 4 -> kernel(source, target.shape(), foreign);
      case 2 -> dense(source, target, foreign);
      default -> foreign ? Optional.empty() : reshaped(source, target.shape());
    };
  }

  private static Optional<Change> kernel(Shape source, Shape target, boolean foreign) {
    if (!foreign) {
      return reshaped(source, target);
    }
    long[] s = source.asArray();
    return reshaped(Shape.of(s[2], s[3], s[1], s[0]), target)
        .map(change -> new Change(source, OIHW_TO_HWIO, target));
  }

  private Optional<Change> dense(Shape source, Target target, boolean foreign) {
    long in = source.get(foreign ? 1 : 0);
    long out = source.get(foreign ? 0 : 1);
    Optional<Change> plain = reshaped(Shape.of(in, out), target.shape());
    if (plain.isEmpty() || (!foreign && !(foreignKernels && target.channels() > 0))) {
      return plain;
    }
    if (foreignKernels && target.channels() > 0) {
      // its maps are flattened from [channels, side, side], ours from [side, side, channels]
      long side = target.side();
      long channels = target.channels();
      return Optional.of(
          foreign
              ? new Change(Shape.of(out, channels, side, side), OIHW_TO_HWIO, target.shape())
              : new Change(
                  Shape.of(channels, side, side, out), List.of(1, 2, 0, 3), target.shape()));
    }
    return Optional.of(new Change(source, List.of(1, 0), target.shape()));
  }

  /**
   * Shapes that differ in axes of length one hold the same values in the same order, and so do a
   * convolution over a whole map and a dense layer over the map flattened.
   */
  static Optional<Change> reshaped(Shape source, Shape target) {
    boolean flattens =
        source.numDimensions() == 4
            && target.numDimensions() == 2
            && source.get(0) * source.get(1) * source.get(2) == target.get(0)
            && source.get(3) == target.get(1);
    boolean fits = flattens || squeezed(source).equals(squeezed(target));
    return fits ? Optional.of(Change.reshape(source, target)) : Optional.empty();
  }

  private static List<Long> squeezed(Shape shape) {
    return LongStream.of(shape.asArray()).filter(length -> length != 1).boxed().toList();
  }

  @Override
  public String toString() {
    String kernels = foreignKernels ? "[out, in, height, width]" : "[height, width, in, out]";
    return "kernels are %s, dense layers %s"
        .formatted(kernels, foreignDense ? "[out, in]" : "[in, out]");
  }
}
