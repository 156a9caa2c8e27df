package org.cycleat.train;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.cycleat.nn.StepSeed;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * A history of generated images for a discriminator (Shrivastava et al. 2017, as in CycleGAN), in
 * the graph: once it is full, half of the images that it is given are exchanged for older ones.
 *
 * <p>What is drawn depends on the seed and the step, and nothing else. The images of a batch draw
 * distinct places, so none is exchanged for another of its own batch.
 */
public final class ImagePool {
  private final Ops tf;
  private final int capacity;
  private final long placeSeed;
  private final long exchangeSeed;
  private final Slots slots;

  /**
   * What becomes of a batch.
   *
   * @param images [N, ...], each itself or an older one
   * @param updates what a step must run, so that the pool takes the new ones in
   */
  public record Mixed(Operand<TFloat32> images, List<Op> updates) {}

  /**
   * @param name unique in the graph
   * @param capacity how many images are kept; with 0 every image is returned as it comes
   */
  public ImagePool(Ops tf, String name, int capacity, long seed) {
    if (capacity < 0) {
      throw new IllegalArgumentException("the capacity must not be negative, got " + capacity);
    }
    this.tf = tf.withSubScope(name);
    this.capacity = capacity;
    SplittableRandom random = new SplittableRandom(seed); // neighbouring seeds' streams are apart
    placeSeed = random.nextLong();
    exchangeSeed = random.nextLong();
    slots = new Slots(this.tf, name);
  }

  /**
   * For each image of a batch, itself or an older one. To be called once.
   *
   * @param batch [N, ...] of a known shape, N at most the capacity
   * @param step how many batches the pool was given before, a scalar
   */
  public Mixed mix(Operand<TFloat32> batch, Operand<TInt64> step) {
    if (capacity == 0) {
      return new Mixed(batch, List.of());
    }
    if (!slots.stored().isEmpty()) {
      throw new IllegalStateException("a pool takes one batch a step");
    }
    Shape shape = batch.shape();
    if (shape.hasUnknownDimension() || shape.get(0) > capacity) {
      throw new IllegalArgumentException(
          "a pool of %d images cannot take a batch of shape %s".formatted(capacity, shape));
    }
    int n = (int) shape.get(0);
    var handle = slots.add("images", TFloat32.class, shape.tail().prepend(capacity)).handle();
    Operand<TFloat32> before = before(n, step);
    Operand<TInt32> places = places(n, before, step);
    Operand<TFloat32> older = tf.resourceGather(handle, places, TFloat32.class);
    var full = tf.math.greaterEqual(numbers(n, before), tf.constant((float) capacity)); // [N]
    var coins = tf.random.statelessRandomUniform(length(n), StepSeed.of(tf, exchangeSeed, step));
    var heads = tf.math.less(coins, tf.constant(0.5f));
    Operand<TBool> exchanged = perImage(tf.math.logicalAnd(full, heads), shape);
    Operand<TBool> kept = perImage(tf.math.logicalAnd(full, tf.math.logicalNot(heads)), shape);
    // Depends on what was read, so it comes after; a place that keeps its image gets it again.
    Op update = tf.resourceScatterUpdate(handle, places, tf.select(kept, older, batch));
    return new Mixed(tf.select(exchanged, older, batch), List.of(update));
  }

  /** How many images were given before, up to the capacity: as many are in the pool. */
  private Operand<TFloat32> before(int n, Operand<TInt64> step) {
    // TensorFlow's rewriter does not know the shapes of what is fed and of what follows from it.
    // Were the images among these, their gradients would work out sizes at each step.
    var known = tf.reshape(step, tf.constant(new int[0]));
    var given = tf.math.mul(known, tf.constant((long) n));
    return tf.dtypes.cast(tf.math.minimum(given, tf.constant((long) capacity)), TFloat32.class);
  }

  /** The numbers of a batch's images, from 0, where all beyond the capacity are alike. */
  private Operand<TFloat32> numbers(int n, Operand<TFloat32> before) {
    return tf.math.add(before, tf.constant(ascending(n)));
  }

  /**
   * [N] distinct places: the empty ones in their order, then others at random.
   *
   * <p>They are those of the N highest scores. A place that is in use scores at random below 1, an
   * empty one above, and the more the nearer it is to the front.
   */
  private Operand<TInt32> places(int n, Operand<TFloat32> before, Operand<TInt64> step) {
    float[] place = ascending(capacity);
    float[] front = new float[capacity];
    for (int i = 0; i < capacity; i++) {
      front[i] = 1 + capacity - place[i];
    }
    var used = tf.math.less(tf.constant(place), before);
    var random =
        tf.random.statelessRandomUniform(length(capacity), StepSeed.of(tf, placeSeed, step));
    return tf.nn
        .topK(tf.select(used, random, tf.constant(front)), tf.constant(n), TInt32.class)
        .indices();
  }

  private static float[] ascending(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  private Operand<TInt32> length(int count) {
    return tf.constant(new int[] {count});
  }

  /** From [N] to [N, 1, ...], which goes with every number of an image. */
  private Operand<TBool> perImage(Operand<TBool> each, Shape shape) {
    int[] dimensions = new int[shape.numDimensions()];
    Arrays.fill(dimensions, 1);
    dimensions[0] = (int) shape.get(0);
    return tf.reshape(each, tf.constant(dimensions));
  }

  /** Empties it. */
  public void initialize(Session session) {
    session.run(slots.initializer());
  }

  /** What a training checkpoint must keep. */
  public List<StoredVariable> stored() {
    return slots.stored();
  }
}
