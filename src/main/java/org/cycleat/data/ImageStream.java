package org.cycleat.data;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.dataset.Sample;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Timestamp;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.data.IteratorGetNext;
import org.tensorflow.op.data.ParallelMapDataset;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The tf.data graph behind {@link Batches} and {@link OnePass}: (sample index, position) -> file ->
 * image, in parallel but in order, then batched and prefetched.
 */
final class ImageStream {
  private static final List<Class<? extends TType>> TYPES =
      List.of(TFloat32.class, TInt32.class, TInt64.class, TInt64.class);

  private final Placeholder<TString> paths;
  private final Placeholder<TInt32> labelOf;
  private final Op initialise;
  private final Operand<TFloat32> images;
  private final Operand<TInt32> labels;
  private final Operand<TInt64> indices;
  private final Operand<TInt64> positions;
  private final Operand<TFloat64> waited;

  /**
   * The samples' files [N] and labels [N], as variables that the mapped function opens by name.
   * Were they the function's arguments, every start would leave a copy of them behind in the
   * runtime.
   */
  private record Files(String pathsName, String labelsName) {
    Operand<TString> path(Ops tf, Operand<TInt64> index) {
      return tf.resourceGather(handle(tf, TString.class, pathsName), index, TString.class);
    }

    Operand<TInt32> label(Ops tf, Operand<TInt64> index) {
      return tf.resourceGather(handle(tf, TInt32.class, labelsName), index, TInt32.class);
    }

    List<Op> assign(Ops tf, Operand<TString> paths, Operand<TInt32> labels) {
      return List.of(
          tf.assignVariableOp(handle(tf, TString.class, pathsName), paths),
          tf.assignVariableOp(handle(tf, TInt32.class, labelsName), labels));
    }

    private static <T extends TType> Operand<? extends TType> handle(
        Ops tf, Class<T> type, String name) {
      return tf.varHandleOp(type, Shape.of(-1), VarHandleOp.sharedName(name));
    }
  }

  /** How the bytes of a file and a position become a [size, size, 3] image. */
  interface Decoder {
    Operand<TFloat32> decode(Ops tf, Operand<TString> encoded, Operand<TInt64> position);
  }

  /** How images and their positions in the stream become the images of the batch. */
  interface Mixer {
    Operand<TFloat32> mix(Ops tf, Operand<TFloat32> images, Operand<TInt64> positions);
  }

  /**
   * @param places dataset of (sample index, position), scalars
   * @param partial whether a last batch with fewer images is given
   * @param mixer changes whole batches, which are not partial then
   */
  ImageStream(
      Ops tf,
      Operand<? extends TType> places,
      Pipeline pipeline,
      Decoder decoder,
      boolean partial,
      Optional<Mixer> mixer) {
    paths = tf.placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
    labelOf = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    // the names of ops are unique in a graph, so these are too
    Files files = new Files(paths.op().name(), labelOf.op().name());
    int size = pipeline.size();
    List<Shape> single =
        List.of(Shape.of(size, size, 3), Shape.scalar(), Shape.scalar(), Shape.scalar());
    int n = partial ? -1 : pipeline.batchSize();
    List<Shape> batch = List.of(Shape.of(n, size, size, 3), Shape.of(n), Shape.of(n), Shape.of(n));
    Operand<? extends TType> mapped;
    // the op keeps a copy of the body in the graph, so the function can be closed
    try (ConcreteFunction body = ConcreteFunction.create(f -> body(f, files, decoder))) {
      mapped =
          tf.data.parallelMapDataset(
              places,
              List.of(),
              tf.constant((long) pipeline.parallelism()),
              body,
              TYPES,
              single,
              ParallelMapDataset.deterministic("true"));
    }
    Operand<? extends TType> batched =
        tf.data.batchDataset(
            mapped, tf.constant((long) pipeline.batchSize()), tf.constant(!partial), TYPES, batch);
    if (mixer.isPresent()) {
      try (ConcreteFunction body = ConcreteFunction.create(f -> mixing(f, batch, mixer.get()))) {
        batched = tf.data.mapDataset(batched, List.of(), body, TYPES, batch);
      }
    }
    Operand<? extends TType> ahead =
        tf.data.prefetchDataset(batched, tf.constant((long) pipeline.prefetch()), TYPES, batch);
    Operand<? extends TType> iterator = tf.data.iterator("", "", TYPES, batch);
    List<Op> assigned = files.assign(tf, paths, labelOf);
    initialise = tf.withControlDependencies(assigned).data.makeIterator(ahead, iterator);
    Timestamp asked = tf.timestamp();
    IteratorGetNext batchThen =
        tf.withControlDependencies(List.of(asked)).data.iteratorGetNext(iterator, TYPES, batch);
    Iterator<Operand<TType>> next = batchThen.iterator();
    Timestamp given = tf.withControlDependencies(List.of(batchThen)).timestamp();
    waited = tf.math.sub(given, asked);
    // All that uses the images waits for the second reading, which so is not late.
    images = tf.withControlDependencies(List.of(given)).identity(typed(next.next()));
    labels = typed(next.next());
    indices = typed(next.next());
    positions = typed(next.next());
  }

  /** [B, size, size, 3] in [-1, 1]. */
  Operand<TFloat32> images() {
    return images;
  }

  /** [B], -1 where nothing is known of a sample. */
  Operand<TInt32> labels() {
    return labels;
  }

  /** [B], the samples' places in the manifest. */
  Operand<TInt64> indices() {
    return indices;
  }

  /** [B], the images' positions in the stream. */
  Operand<TInt64> positions() {
    return positions;
  }

  /** Seconds from asking for a batch to having it, a scalar. */
  Operand<TFloat64> waited() {
    return waited;
  }

  /** Starts over with these samples and the values of the places' placeholders. */
  void start(Session session, List<Sample> samples, Map<Operand<?>, Tensor> fed) {
    String[] files = samples.stream().map(s -> s.path().toString()).toArray(String[]::new);
    int[] indexOfLabel = samples.stream().mapToInt(Sample::likeliest).toArray();
    try (TString fileTensor = TString.vectorOf(files);
        TInt32 labelTensor = TInt32.vectorOf(indexOfLabel)) {
      Session.Runner runner =
          session.runner().addTarget(initialise).feed(paths, fileTensor).feed(labelOf, labelTensor);
      fed.forEach((placeholder, value) -> runner.feed(placeholder, value));
      runner.run().close();
    }
  }

  private static Signature body(Ops tf, Files files, Decoder decoder) {
    Placeholder<TInt64> index = scalar(tf);
    Placeholder<TInt64> position = scalar(tf);
    Operand<TString> encoded = tf.io.readFile(files.path(tf, index));
    return Signature.builder()
        .input("index", index)
        .input("position", position)
        .output("image", decoder.decode(tf, encoded, position))
        .output("label", files.label(tf, index))
        .output("sample", tf.identity(index))
        .output("place", tf.identity(position))
        .build();
  }

  private static Signature mixing(Ops tf, List<Shape> batch, Mixer mixer) {
    var images = tf.placeholder(TFloat32.class, Placeholder.shape(batch.get(0)));
    var labels = tf.placeholder(TInt32.class, Placeholder.shape(batch.get(1)));
    var indices = tf.placeholder(TInt64.class, Placeholder.shape(batch.get(2)));
    var positions = tf.placeholder(TInt64.class, Placeholder.shape(batch.get(3)));
    return Signature.builder()
        .input("images", images)
        .input("labels", labels)
        .input("samples", indices)
        .input("places", positions)
        .output("mixed", mixer.mix(tf, images, positions))
        .output("label", tf.identity(labels))
        .output("sample", tf.identity(indices))
        .output("place", tf.identity(positions))
        .build();
  }

  private static Placeholder<TInt64> scalar(Ops tf) {
    return tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
  }

  @SuppressWarnings("unchecked")
  private static <T extends TType> Operand<T> typed(Operand<TType> output) {
    return (Operand<T>) (Operand<?>) output;
  }
}
