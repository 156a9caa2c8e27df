package org.cycleat.data;

import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.DecodePng;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * Decodes JPEG and PNG, a large JPEG at 1/2, 1/4 or 1/8 of its size: its cosine transform gives the
 * smaller image without aliasing and without computing the rest. At 350 to 128 pixels this is a
 * quarter of the whole pipeline's time.
 */
final class ScaledDecoding {
  private static final int JPEG_FIRST_BYTE = 0xFF;

  private ScaledDecoding() {}

  /**
   * The pixels of an image, shrunk where that leaves no side below the least one.
   *
   * @param encoded scalar: the bytes of a file
   * @return [h, w, 3], for a grey image too: the ops that resize are fastest at three channels
   */
  static Operand<TUint8> decoded(Ops tf, Operand<TString> encoded, int leastSide) {
    Operand<TString> start = tf.strings.substr(encoded, tf.constant(0), tf.constant(1));
    Operand<TInt32> firstByte =
        tf.dtypes.cast(tf.io.decodeRaw(start, TUint8.class), TInt32.class); // [1]
    Operand<TBool> isJpeg =
        tf.reshape(tf.math.equal(firstByte, tf.constant(JPEG_FIRST_BYTE)), tf.constant(new int[0]));
    try (ConcreteFunction jpeg = function((f, file) -> jpeg(f, file, leastSide));
        ConcreteFunction png =
            function((f, file) -> f.image.decodePng(file, TUint8.class, DecodePng.channels(3L)))) {
      return only(
          tf.statelessIf(isJpeg, List.of(encoded), List.of(TUint8.class), jpeg, png).iterator());
    }
  }

  private static Operand<TUint8> jpeg(Ops tf, Operand<TString> encoded, int leastSide) {
    Operand<TInt32> sides =
        tf.slice(
            tf.image.extractJpegShape(encoded),
            tf.constant(new int[] {0}),
            tf.constant(new int[] {2})); // [h, w]
    Operand<TInt32> shorter = tf.reduceMin(sides, tf.constant(0));
    Operand<TInt32> enough = tf.constant(new int[] {2 * leastSide, 4 * leastSide, 8 * leastSide});
    Operand<TInt32> halvings =
        tf.sum(tf.dtypes.cast(tf.math.greaterEqual(shorter, enough), TInt32.class), tf.constant(0));
    List<ConcreteFunction> branches =
        LongStream.of(1, 2, 4, 8)
            .mapToObj(ratio -> function((f, file) -> jpegAt(f, file, ratio)))
            .toList();
    try {
      return only(
          tf.statelessCase(halvings, List.of(encoded), List.of(TUint8.class), branches).iterator());
    } finally {
      branches.forEach(ConcreteFunction::close);
    }
  }

  private static Operand<TUint8> jpegAt(Ops tf, Operand<TString> encoded, long ratio) {
    // as every other decoder: the fast transform, TensorFlow's own choice, is levels away from it
    return tf.image.decodeJpeg(
        encoded,
        DecodeJpeg.channels(3L),
        DecodeJpeg.ratio(ratio),
        DecodeJpeg.dctMethod("INTEGER_ACCURATE"));
  }

  private static ConcreteFunction function(
      BiFunction<Ops, Operand<TString>, Operand<TUint8>> decoder) {
    return ConcreteFunction.create(
        tf -> {
          Placeholder<TString> file =
              tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
          return Signature.builder()
              .input("file", file)
              .output("pixels", decoder.apply(tf, file))
              .build();
        });
  }

  @SuppressWarnings("unchecked")
  private static Operand<TUint8> only(Iterator<? extends Operand<?>> outputs) {
    return (Operand<TUint8>) outputs.next();
  }
}
