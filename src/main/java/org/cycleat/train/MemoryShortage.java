package org.cycleat.train;

import java.util.Locale;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.tensorflow.exceptions.TFResourceExhaustedException;

/** A training step for which the processor's memory is too small. */
public final class MemoryShortage extends UserException {
  private static final long serialVersionUID = 1L;

  private final String place;

  /**
   * What a step of training threw.
   *
   * @param place which step of how many
   * @return a shortage, or, if it is none, the failure itself
   */
  public static RuntimeException of(RuntimeException failure, String place) {
    return is(failure) ? new MemoryShortage(place, failure) : failure;
  }

  private MemoryShortage(String place, RuntimeException failure) {
    super("out of memory at %s; a smaller batch needs less".formatted(place), failure);
    this.place = place;
  }

  /** Which step of how many. */
  public String place() {
    return place;
  }

  /**
   * Whether TensorFlow says so. Its own allocators have an exception for it; cuDNN, cuBLAS and
   * copies to the GPU, which need memory besides, fail as they do for any other reason.
   */
  public static boolean is(RuntimeException failure) {
    String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return failure instanceof MemoryShortage
        || failure instanceof TFResourceExhaustedException
        || Stream.of("out of memory", "out_of_memory", "alloc_failed", "dst tensor is not init")
            .anyMatch(words::contains);
  }
}
