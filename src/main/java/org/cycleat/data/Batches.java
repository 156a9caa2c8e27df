package org.cycleat.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.nn.OnCpu;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * An endless stream of training batches inside the graph (tf.data): files are read, decoded,
 * resized, changed at random and scaled to [-1, 1] in parallel, ahead of the step that uses them.
 *
 * <p>The stream has no state but its position: each epoch's order is a function of (seed, epoch),
 * and all that is random about an image one of (seed, position). A stream started at batch k
 * therefore equals, bit for bit, what an uninterrupted one gives from batch k on, and a training
 * step is a {@code Session.run} and nothing else. Batches continue over an epoch's end, so every
 * batch is full and no sample is lost.
 */
public final class Batches {
  private static final List<Class<? extends TType>> PAIR = List.of(TInt64.class, TInt64.class);

  /** One dimension of images and of targets for the shares by which they are mixed. */
  private static final int[] IMAGES = {-1, 1, 1, 1};

  private static final int[] ROWS = {-1, 1};

  private final List<Sample> samples;
  private final int batchSize;
  private final Drawing drawing;
  private final ImageStream stream;
  private final Start start;
  private final TargetTable targets;
  private final Operand<TFloat32> targetRows;

  /** Placeholders for where the stream begins and for the tables of the order. */
  private record Start(
      Placeholder<TInt64> epoch,
      Placeholder<TInt64> skipped,
      Placeholder<TInt64> entries,
      Placeholder<TFloat64> passes,
      Placeholder<TInt32> kept,
      Placeholder<TFloat64> rounds) {

    static Start placeholders(Ops tf) {
      return new Start(
          tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar())),
          tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar())),
          tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(-1))),
          tf.placeholder(TFloat64.class, Placeholder.shape(Shape.of(-1))),
          tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1))),
          tf.placeholder(TFloat64.class, Placeholder.shape(Shape.of(-1))));
    }

    Drawing.Tables tables() {
      return new Drawing.Tables(entries, passes, kept, rounds);
    }
  }

  /** Independent streams of random numbers, all from one seed. */
  private record Seeds(long passes, long rounds, long pixels, long mixing) {
    static Seeds of(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      return new Seeds(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    /** The same order with changes of its own. */
    Seeds ofView(int number) {
      SplittableRandom random = new SplittableRandom(pixels + number);
      return new Seeds(passes, rounds, random.nextLong(), random.nextLong());
    }
  }

  private Batches(Ops ops, Manifest manifest, Pipeline pipeline, TargetRule aims, Seeds seeds) {
    Ops tf = OnCpu.of(ops); // tf.data has no kernels on other devices that could read files
    samples = manifest.samples();
    batchSize = pipeline.batchSize();
    drawing = Drawing.of(samples, pipeline.balance());
    start = Start.placeholders(tf);
    double alpha = pipeline.augmentation().mixup();
    Optional<Mixup> mixing = alpha == 0 ? Optional.empty() : Optional.of(new Mixup(alpha));
    stream =
        new ImageStream(
            tf,
            places(tf, start, seeds),
            pipeline,
            (f, encoded, position) ->
                Preprocessing.augmented(f, encoded, pipeline, seed(f, seeds.pixels(), position)),
            false,
            mixing.map(
                mixup ->
                    (f, images, positions) -> {
                      Operand<TFloat32> shares = shares(f, mixup, seeds, positions);
                      return Mixup.mixed(f, images, f.reshape(shares, f.constant(IMAGES)));
                    }));
    targets = new TargetTable(tf, aims, manifest);
    Operand<TFloat32> rows = targets.rows(tf, stream.indices());
    targetRows =
        mixing
            .map(
                mixup -> {
                  Operand<TFloat32> shares = shares(tf, mixup, seeds, stream.positions());
                  return Mixup.mixed(tf, rows, tf.reshape(shares, tf.constant(ROWS)));
                })
            .orElse(rows);
  }

  /** The same wherever they are asked for: a function of the batch's first position. */
  private Operand<TFloat32> shares(Ops tf, Mixup mixup, Seeds seeds, Operand<TInt64> positions) {
    Operand<TInt64> first = tf.gather(positions, tf.constant(0), tf.constant(0));
    return mixup.shares(tf, seed(tf, seeds.mixing(), first), batchSize);
  }

  /** As {@link #training(Ops, Manifest, Pipeline, TargetRule, long)}, with labels as targets. */
  public static Batches training(Ops tf, Manifest manifest, Pipeline pipeline, long seed) {
    return training(tf, manifest, pipeline, Targets.LABELS, seed);
  }

  /**
   * Adds the stream to a graph. It gives batches after {@link #start}.
   *
   * @param targets what is to be learned of an image
   * @param seed decides the order and every random change
   * @throws IllegalArgumentException if there are no samples, or balancing is asked for without
   *     labels
   */
  public static Batches training(
      Ops tf, Manifest manifest, Pipeline pipeline, TargetRule targets, long seed) {
    return new Batches(tf, manifest, pipeline, targets, Seeds.of(seed));
  }

  /**
   * Adds a stream for each view of the same images: all give the same images in the same order, and
   * what is random about one view is independent of the others.
   *
   * @param views of one batch size, and all or none balanced
   * @param seed decides the order and every random change
   */
  public static List<Batches> views(Ops tf, Manifest manifest, List<Pipeline> views, long seed) {
    Seeds seeds = Seeds.of(seed);
    return IntStream.range(0, views.size())
        .mapToObj(i -> new Batches(tf, manifest, views.get(i), Targets.LABELS, seeds.ofView(i)))
        .toList();
  }

  /** The next images at each run: [B, size, size, 3] in [-1, 1]. */
  public Operand<TFloat32> images() {
    return stream.images();
  }

  /** Their labels, or else their most probable classes: [B], -1 where nothing is known. */
  public Operand<TInt32> labels() {
    return stream.labels();
  }

  /** The distributions over the classes to learn from them, times their weights: [B, K]. */
  public Operand<TFloat32> targets() {
    return targetRows;
  }

  /** Their places in the manifest: [B]. */
  public Operand<TInt64> indices() {
    return stream.indices();
  }

  /** Seconds that the run waited for its images, a scalar: little while they are read ahead. */
  public Operand<TFloat64> waited() {
    return stream.waited();
  }

  /** Epochs, with their fraction, that are over when batchIndex batches were given. */
  public double epochs(long batchIndex) {
    return (double) batchIndex * batchSize / drawing.epochLength();
  }

  /** Starts, or starts over, so that the next run gives the batch of this index. */
  public void start(Session session, long batchIndex) {
    if (batchIndex < 0) {
      throw new IllegalArgumentException("batchIndex must not be negative, got " + batchIndex);
    }
    targets.start(session);
    long position = Math.multiplyExact(batchIndex, batchSize);
    try (TInt64 epoch = TInt64.scalarOf(position / drawing.epochLength());
        TInt64 skipped = TInt64.scalarOf(position % drawing.epochLength());
        TInt64 entries = TInt64.vectorOf(drawing.entries);
        TFloat64 passes = TFloat64.vectorOf(drawing.passes);
        TInt32 kept = TInt32.vectorOf(drawing.kept);
        TFloat64 rounds = TFloat64.vectorOf(drawing.rounds)) {
      stream.start(
          session,
          samples,
          Map.of(
              start.epoch(), epoch,
              start.skipped(), skipped,
              start.entries(), entries,
              start.passes(), passes,
              start.kept(), kept,
              start.rounds(), rounds));
    }
  }

  /** Dataset of (sample index, position): epoch after epoch, without the places skipped. */
  private static Operand<? extends TType> places(Ops tf, Start start, Seeds seeds) {
    Operand<? extends TType> epochs =
        tf.data.rangeDataset(
            start.epoch(),
            tf.constant(Long.MAX_VALUE),
            tf.constant(1L),
            List.of(TInt64.class),
            List.of(Shape.scalar()));
    List<Shape> vectors = List.of(Shape.of(-1), Shape.of(-1));
    List<Shape> scalars = List.of(Shape.scalar(), Shape.scalar());
    Operand<? extends TType> shuffled;
    try (ConcreteFunction body = ConcreteFunction.create(f -> epoch(f, seeds))) {
      shuffled =
          tf.data.mapDataset(
              epochs,
              List.of(start.entries(), start.passes(), start.kept(), start.rounds()),
              body,
              PAIR,
              vectors);
    }
    Operand<? extends TType> flat = tf.data.unbatchDataset(shuffled, PAIR, scalars);
    return tf.data.skipDataset(flat, start.skipped(), PAIR, scalars);
  }

  /** From an epoch's number to its sample indices [L] and their positions in the stream [L]. */
  private static Signature epoch(Ops tf, Seeds seeds) {
    Start start = Start.placeholders(tf);
    Drawing.Tables tables = start.tables();
    Operand<TInt64> indices =
        tables.epoch(
            tf, seed(tf, seeds.passes(), start.epoch()), seed(tf, seeds.rounds(), start.epoch()));
    Operand<TInt64> length = tf.size(start.kept(), TInt64.class);
    Operand<TInt64> places = tf.range(tf.constant(0L), length, tf.constant(1L));
    Operand<TInt64> positions = tf.math.add(places, tf.math.mul(start.epoch(), length));
    return Signature.builder()
        .input("epoch", start.epoch())
        .input("entries", start.entries())
        .input("passes", start.passes())
        .input("kept", start.kept())
        .input("rounds", start.rounds())
        .output("indices", indices)
        .output("positions", positions)
        .build();
  }

  private static Operand<TInt64> seed(Ops tf, long key, Operand<TInt64> number) {
    return tf.stack(List.of(tf.constant(key), number)); // [2]
  }
}
