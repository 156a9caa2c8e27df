package org.cycleat.data;

import java.util.List;
import java.util.stream.Stream;

/**
 * How images become batches.
 *
 * @param size height and width of an image in the batch, pixels
 * @param batchSize images in a batch
 * @param augmentation random changes; only training applies them
 * @param balance whether training draws each class equally often, however unequal their counts
 * @param parallelism images decoded at the same time
 */
public record Pipeline(
    int size, int batchSize, Augmentation augmentation, boolean balance, int parallelism) {
  public Pipeline {
    requirePositive("size", size);
    requirePositive("batchSize", batchSize);
    requirePositive("parallelism", parallelism);
    if (augmentation.loadSize() != 0 && augmentation.loadSize() < size) {
      throw new IllegalArgumentException(
          "loadSize must be 0 or at least the size of "
              + size
              + ", got "
              + augmentation.loadSize());
    }
  }

  /** A pipeline without augmentation or balancing, with one decoder a processor. */
  public static Pipeline plain(int size, int batchSize) {
    int processors = Runtime.getRuntime().availableProcessors();
    return new Pipeline(size, batchSize, Augmentation.NONE, false, processors);
  }

  /** The same pipeline without mirror images: of what has a left and a right side. */
  public Pipeline withoutMirror() {
    Augmentation unmirrored =
        new Augmentation(
            false,
            augmentation.loadSize(),
            augmentation.warp(),
            augmentation.jitter(),
            augmentation.erasing(),
            augmentation.mixup());
    return new Pipeline(size, batchSize, unmirrored, balance, parallelism);
  }

  /** The same pipeline, drawing every image equally often. */
  public Pipeline withoutBalance() {
    return new Pipeline(size, batchSize, augmentation, false, parallelism);
  }

  /** The same pipeline, cropping and mirroring but changing neither shapes nor colours. */
  public Pipeline cropping() {
    Augmentation crops = new Augmentation(augmentation.flip(), augmentation.loadSize());
    return new Pipeline(size, batchSize, crops, balance, parallelism);
  }

  /**
   * Two views of faces without labels: one that hardly changes them, and one that changes them more
   * than this pipeline does.
   *
   * @param count faces in a batch
   */
  public List<Pipeline> views(int count) {
    return Stream.of(augmentation.weak(), augmentation.strong())
        .map(changes -> new Pipeline(size, count, changes, false, parallelism))
        .toList();
  }

  /** The same pipeline for images of another size, in pixels. */
  public Pipeline withSize(int other) {
    return new Pipeline(other, batchSize, augmentation, balance, parallelism);
  }

  /** The same pipeline with so many images in a batch. */
  public Pipeline inBatchesOf(int images) {
    return new Pipeline(size, images, augmentation, balance, parallelism);
  }

  /** Pixels of the shorter side after the resize and before the crop. */
  int loadSize() {
    return augmentation.loadSize() == 0 ? size : augmentation.loadSize();
  }

  /** Batches made ahead of the step: enough to hide a slow file, few enough to stay small. */
  int prefetch() {
    return Math.max(2, 16 / batchSize);
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }
}
