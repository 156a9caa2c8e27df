package org.cycleat.video;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Pictures in time: a film or a camera. It serves one thread at a time. */
public interface FrameSource extends AutoCloseable {

  VideoFormat format();

  /** Whether pictures come at their own pace, as from a camera: whoever is slow misses some. */
  default boolean isLive() {
    return false;
  }

  /** A source that may wait long for a picture ends instead when it is asked to while it waits. */
  default void endWhen(BooleanSupplier asked) {}

  /**
   * The next picture, which the caller closes; empty at the end.
   *
   * @throws org.cycleat.UserException when the film is damaged or truncated from here on
   */
  Optional<VideoFrame> next();

  @Override
  void close();
}
