package org.cycleat.cli;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cycleat.video.FrameSource;
import org.cycleat.video.VideoFormat;
import org.cycleat.video.VideoFrame;

/** A film or camera that ends early: when it is asked to, or after so many frames. */
final class StoppableSource implements FrameSource {
  private final FrameSource source;
  private final BooleanSupplier stopped;
  private final long most;
  private final Runnable afterEach;
  private long delivered;

  /**
   * @param source is closed with this
   * @param most frames that are delivered
   */
  StoppableSource(FrameSource source, BooleanSupplier stopped, long most, Runnable afterEach) {
    this.source = source;
    this.stopped = stopped;
    this.most = most;
    this.afterEach = afterEach;
  }

  @Override
  public VideoFormat format() {
    return source.format();
  }

  @Override
  public boolean isLive() {
    return source.isLive();
  }

  @Override
  public Optional<VideoFrame> next() {
    if (delivered == most || stopped.getAsBoolean()) {
      return Optional.empty();
    }
    Optional<VideoFrame> frame = source.next();
    if (frame.isPresent()) {
      delivered++;
      afterEach.run();
    }
    return frame;
  }

  @Override
  public void close() {
    source.close();
  }
}
