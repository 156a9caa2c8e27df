package org.cycleat.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.nn.OnCpu;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * Batches for evaluation: every sample of a manifest once, in order, its centre square, without
 * random changes. The last batch has as many images as are left.
 *
 * <p>The samples are given at the start of a pass, so one graph serves any number of manifests.
 */
public final class OnePass {
  private static final List<Class<? extends TType>> PAIR = List.of(TInt64.class, TInt64.class);
  private static final List<Shape> SCALARS = List.of(Shape.scalar(), Shape.scalar());

  private final int batchSize;
  private final Placeholder<TInt64> count;
  private final ImageStream stream;

  private OnePass(Ops ops, Pipeline pipeline) {
    Ops tf = OnCpu.of(ops); // tf.data has no kernels on other devices that could read files
    batchSize = pipeline.batchSize();
    count = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    Operand<? extends TType> range =
        tf.data.rangeDataset(
            tf.constant(0L),
            count,
            tf.constant(1L),
            List.of(TInt64.class),
            List.of(Shape.scalar()));
    // without an order of their own, samples stand at the position of their index
    Operand<? extends TType> places = tf.data.zipDataset(List.of(range, range), PAIR, SCALARS);
    stream =
        new ImageStream(
            tf,
            places,
            pipeline,
            (f, encoded, position) -> Preprocessing.centred(f, encoded, pipeline.size()),
            true,
            Optional.empty());
  }

  /** Adds the stream to a graph. It gives batches after {@link #start}. */
  public static OnePass over(Ops tf, Pipeline pipeline) {
    return new OnePass(tf, pipeline);
  }

  /** The next images at each run: [at most B, size, size, 3] in [-1, 1]. */
  public Operand<TFloat32> images() {
    return stream.images();
  }

  /** Their labels: [at most B], -1 where a sample has none. */
  public Operand<TInt32> labels() {
    return stream.labels();
  }

  /** Their places in the manifest: [at most B]. */
  public Operand<TInt64> indices() {
    return stream.indices();
  }

  /**
   * Makes a pass.
   *
   * @param rows what is made of {@link #images}: [at most B, ...]
   * @param progress called after each batch with how many samples are done
   * @return [N][the numbers of a row], in the manifest's order
   */
  public float[][] read(
      Session session, Manifest manifest, Operand<TFloat32> rows, IntConsumer progress) {
    float[][] all = new float[manifest.size()][];
    int batches = start(session, manifest);
    int done = 0;
    for (int b = 0; b < batches; b++) {
      try (Result result = session.runner().fetch(rows).fetch(indices()).run()) {
        done += read((TFloat32) result.get(0), (TInt64) result.get(1), all);
      }
      progress.accept(done);
    }
    return all;
  }

  /** Puts each row at its index; returns how many there are. */
  private static int read(TFloat32 rows, TInt64 indices, float[][] all) {
    int count = (int) indices.size();
    int length = Math.toIntExact(rows.size() / count);
    var data = rows.asRawTensor().data().asFloats();
    for (int i = 0; i < count; i++) {
      float[] row = new float[length];
      data.offset((long) i * length).read(row);
      all[(int) indices.getLong(i)] = row;
    }
    return count;
  }

  /**
   * Starts a pass.
   *
   * @return the number of batches in it; a run more would fail
   */
  public int start(Session session, Manifest manifest) {
    List<Sample> samples = manifest.samples();
    try (TInt64 countTensor = TInt64.scalarOf(samples.size())) {
      stream.start(session, samples, Map.of(count, countTensor));
    }
    return Math.floorDiv(samples.size() + batchSize - 1, batchSize);
  }
}
