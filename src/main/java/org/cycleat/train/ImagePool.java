package org.cycleat.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * A history of generated images for a discriminator (Shrivastava et al. 2017, as in CycleGAN): once
 * it is full, half of the images that it is asked about are exchanged for older ones.
 *
 * <p>What is drawn depends on the seed and the number of images so far, and nothing else.
 */
public final class ImagePool implements Resumable {
  private final int capacity;
  private final long seed;
  private final List<float[]> images = new ArrayList<>();
  private long queries;

  /**
   * @param capacity how many images are kept; with 0 every image is returned as it comes
   */
  public ImagePool(int capacity, long seed) {
    if (capacity < 0) {
      throw new IllegalArgumentException("the capacity must not be negative, got " + capacity);
    }
    this.capacity = capacity;
    this.seed = seed;
  }

  /**
   * For each image of a batch, itself or an older one.
   *
   * @param batch [N, H, W, C], the same H, W, C at every call
   * @return a new tensor of the same shape, to be closed by the caller
   */
  public TFloat32 query(TFloat32 batch) {
    float[] values = new float[(int) batch.size()];
    batch.asRawTensor().data().asFloats().read(values);
    float[] mixed = query(values, (int) batch.shape().get(0));
    return TFloat32.tensorOf(batch.shape(), DataBuffers.of(mixed, true, false));
  }

  /**
   * For each image of a batch, itself or an older one.
   *
   * @param batch images one after the other
   * @param count how many images it holds
   */
  public float[] query(float[] batch, int count) {
    if (count < 1 || batch.length % count != 0) {
      throw new IllegalArgumentException(
          "%d numbers are not %d images".formatted(batch.length, count));
    }
    int size = batch.length / count;
    if (!images.isEmpty() && images.get(0).length != size) {
      throw new IllegalArgumentException(
          "the pool holds images of %d numbers, got %d".formatted(images.get(0).length, size));
    }
    float[] mixed = batch.clone();
    for (int i = 0; i < count; i++) {
      exchange(mixed, i * size, size);
    }
    return mixed;
  }

  private void exchange(float[] batch, int from, int size) {
    SplittableRandom random = new SplittableRandom(mix(seed) + queries++);
    if (images.size() < capacity) {
      images.add(Arrays.copyOfRange(batch, from, from + size));
    } else if (capacity > 0 && random.nextBoolean()) {
      int place = random.nextInt(capacity);
      float[] older = images.set(place, Arrays.copyOfRange(batch, from, from + size));
      System.arraycopy(older, 0, batch, from, size);
    }
  }

  /** Keeps the streams of neighbouring seeds apart. */
  private static long mix(long seed) {
    return new SplittableRandom(seed).nextLong();
  }

  @Override
  public Snapshot snapshot() {
    int size = images.isEmpty() ? 0 : images.get(0).length;
    float[] all = new float[images.size() * size];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i), 0, all, i * size, size);
    }
    return Snapshot.of(
        Map.of("counts", new long[] {queries, images.size()}), Map.of("images", all));
  }

  @Override
  public void restore(Snapshot snapshot) {
    long[] counts = snapshot.longs("counts");
    float[] all = snapshot.floats("images");
    int held = (int) counts[1];
    if (held > capacity) {
      throw new IllegalArgumentException(
          "the pool has room for %d images, got %d".formatted(capacity, held));
    }
    queries = counts[0];
    images.clear();
    int size = held == 0 ? 0 : all.length / held;
    for (int i = 0; i < held; i++) {
      images.add(Arrays.copyOfRange(all, i * size, (i + 1) * size));
    }
  }
}
