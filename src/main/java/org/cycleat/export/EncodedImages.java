package org.cycleat.export;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import org.cycleat.data.Preprocessing;
import org.cycleat.image.ImageFile;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * A batch of encoded images in a graph, in which one that is broken does not fail the others.
 *
 * <p>Read are JPEG and PNG, grey or in colour, of at most 100 million pixels. Broken is what is
 * another format, cut off, empty or larger. The orientation in EXIF data and colour profiles are
 * not heeded, and transparency is dropped: pixels are as they are stored.
 *
 * @param images [N, S, S, 3] in [-1, 1]; zeros where an image is broken
 * @param valid [N], false where an image is broken
 */
record EncodedImages(Operand<TFloat32> images, Operand<TBool> valid) {
  private static final int JPEG_FIRST_BYTE = 0xFF;
  private static final int[] PNG_FIRST_BYTES = {0x89, 'P', 'N', 'G'};

  /** The first bytes of a PNG, which end with its width and height. */
  private static final int PNG_HEADER = 24;

  private static final List<Class<? extends TType>> TYPES = List.of(TInt64.class, TFloat32.class);

  /**
   * Decodes the files in a dataset that passes over errors. What comes through has its place in the
   * batch beside it, and is put there; one place more keeps the dataset from being empty.
   *
   * @param files [N]
   * @param size S, pixels
   */
  static EncodedImages of(Ops tf, Operand<TString> files, int size) {
    List<Shape> image = List.of(Shape.scalar(), Shape.of(size, size, 3));
    List<Shape> batch = List.of(Shape.of(-1), Shape.of(-1, size, size, 3));
    Operand<TInt64> count = tf.size(files, TInt64.class);
    Operand<TInt64> places = tf.math.add(count, tf.constant(1L));
    Operand<? extends TType> decoded = decoded(tf, files, count, size, image);
    Operand<TFloat32> nothing = tf.zeros(tf.constant(new int[] {size, size, 3}), TFloat32.class);
    var last = tf.data.tensorDataset(List.of(count, nothing), image);
    var all = tf.data.concatenateDataset(decoded, last, TYPES, image);
    var together = tf.data.batchDataset(all, places, tf.constant(false), TYPES, batch);
    Iterator<Operand<TType>> single =
        tf.data.datasetToSingleElement(together, TYPES, batch).iterator();
    Operand<TInt64> found = typed(single.next(), TInt64.class); // [M], M <= N + 1
    Operand<TFloat32> pixels = typed(single.next(), TFloat32.class); // [M, S, S, 3]

    Operand<TInt64> row = tf.expandDims(found, tf.constant(1)); // [M, 1]
    Operand<TInt64> one = tf.constant(new long[] {1});
    Operand<TInt64> length = tf.reshape(places, one); // [1]
    Operand<TInt64> extent =
        tf.concat(List.of(length, tf.constant(new long[] {size, size, 3})), tf.constant(0));
    Operand<TInt32> marks = tf.onesLike(tf.dtypes.cast(found, TInt32.class)); // [M]
    Operand<TInt32> marked = firstRows(tf, tf.scatterNd(row, marks, length), count, 1);
    Operand<TFloat32> images = firstRows(tf, tf.scatterNd(row, pixels, extent), count, 4);
    return new EncodedImages(
        tf.ensureShape(images, batch.get(1)), tf.math.greater(marked, tf.constant(0)));
  }

  private static <T extends TType> Operand<T> firstRows(
      Ops tf, Operand<T> x, Operand<TInt64> count, int rank) {
    Operand<TInt64> length = tf.reshape(count, tf.constant(new long[] {1}));
    long[] all = new long[rank - 1];
    Arrays.fill(all, -1);
    var lengths = tf.concat(List.of(length, tf.constant(all)), tf.constant(0));
    return tf.slice(x, tf.constant(new long[rank]), lengths);
  }

  /** Dataset of (place in the batch, pixels), without the places of broken images. */
  private static Operand<? extends TType> decoded(
      Ops tf, Operand<TString> files, Operand<TInt64> count, int size, List<Shape> shapes) {
    Operand<TInt64> places = tf.range(tf.constant(0L), count, tf.constant(1L));
    var numbered =
        tf.data.tensorSliceDataset(List.of(places, files), List.of(Shape.scalar(), Shape.scalar()));
    try (ConcreteFunction body = ConcreteFunction.create(f -> body(f, size))) {
      Operand<TInt64> asManyAsThreads = tf.constant(-1L);
      var decoded =
          tf.data.parallelMapDataset(numbered, List.of(), asManyAsThreads, body, TYPES, shapes);
      return tf.data.ignoreErrorsDataset(decoded, TYPES, shapes);
    }
  }

  private static Signature body(Ops tf, int size) {
    var place = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    var file = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    Operand<TBool> fits =
        tf.math.lessEqual(pixels(tf, file), tf.constant((float) ImageFile.MOST_PIXELS));
    var checked =
        tf.withControlDependencies(List.of(tf.assertThat(fits, List.of(fits)))).identity(file);
    return Signature.builder()
        .input("place", place)
        .input("file", file)
        .output("same_place", tf.identity(place))
        .output("image", Preprocessing.centred(tf, checked, size))
        .build();
  }

  /** Width times height, before memory is taken for them; an error for what is no JPEG or PNG. */
  private static Operand<TFloat32> pixels(Ops tf, Operand<TString> file) {
    Operand<TInt32> first = bytes(tf, file, 0, 1);
    Operand<TBool> isJpeg =
        tf.reshape(tf.math.equal(first, tf.constant(JPEG_FIRST_BYTE)), tf.constant(new int[0]));
    try (ConcreteFunction jpeg = function(EncodedImages::jpegSides);
        ConcreteFunction png = function(EncodedImages::pngSides)) {
      Operand<TFloat32> sides =
          typed(
              tf.statelessIf(isJpeg, List.of(file), List.of(TFloat32.class), jpeg, png)
                  .iterator()
                  .next(),
              TFloat32.class);
      return tf.reduceProd(sides, tf.constant(0));
    }
  }

  private static Operand<TFloat32> jpegSides(Ops tf, Operand<TString> file) {
    Operand<TInt32> shape = tf.image.extractJpegShape(file); // [h, w, channels]
    return tf.dtypes.cast(
        tf.slice(shape, tf.constant(new int[] {0}), tf.constant(new int[] {2})), TFloat32.class);
  }

  private static Operand<TFloat32> pngSides(Ops tf, Operand<TString> file) {
    Operand<TInt32> start = tf.constant(PNG_FIRST_BYTES);
    Operand<TBool> isPng =
        tf.reduceAll(
            tf.math.equal(bytes(tf, file, 0, PNG_FIRST_BYTES.length), start), tf.constant(0));
    Operand<TFloat32> sides =
        tf.dtypes.cast(
            tf.reshape(bytes(tf, file, PNG_HEADER - 8, 8), tf.constant(new int[] {2, 4})),
            TFloat32.class);
    Operand<TFloat32> places = tf.constant(new float[] {1 << 24, 1 << 16, 1 << 8, 1});
    return tf.withControlDependencies(List.of(tf.assertThat(isPng, List.of(isPng))))
        .reduceSum(tf.math.mul(sides, places), tf.constant(1));
  }

  /** Some of a file's bytes; an error where the file is shorter. */
  private static Operand<TInt32> bytes(Ops tf, Operand<TString> file, int from, int length) {
    var part = tf.strings.substr(file, tf.constant(from), tf.constant(length));
    var values = tf.dtypes.cast(tf.io.decodeRaw(part, TUint8.class), TInt32.class);
    return tf.ensureShape(values, Shape.of(length));
  }

  private static ConcreteFunction function(
      BiFunction<Ops, Operand<TString>, Operand<TFloat32>> body) {
    return ConcreteFunction.create(
        tf -> {
          var file = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
          return Signature.builder()
              .input("file", file)
              .output("sides", body.apply(tf, file))
              .build();
        });
  }

  private static <T extends TType> Operand<T> typed(Operand<?> output, Class<T> type) {
    return output.asOutput().expect(type);
  }
}
