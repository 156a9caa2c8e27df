package org.cycleat.cli;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cycleat.video.FrameSource;
import org.cycleat.video.VideoFormat;
import org.cycleat.video.VideoFrame;

/**
 * Every n-th frame of a film or camera, which ends early: when it is asked to, or after so many of
 * them. Frames keep their numbers and times.
 */
final class StoppableSource implements FrameSource {
  /** Frames a second that a film can be written with, however few there are. */
  private static final double SLOWEST = 0.01;

  private final FrameSource source;
  private final BooleanSupplier stopped;
  private final long step;
  private final long most;
  private long delivered;

  /**
   * @param source is closed with this
   * @param step from one frame that is delivered to the next, 1 for all
   * @param most frames that are delivered
   */
  StoppableSource(FrameSource source, BooleanSupplier stopped, long step, long most) {
    this.source = source;
    this.stopped = stopped;
    this.step = step;
    this.most = most;
  }

  @Override
  public VideoFormat format() {
    VideoFormat all = source.format();
    double rate = Math.max(SLOWEST, all.framesPerSecond() / step);
    long frames = all.frames() == 0 ? 0 : Math.min(most, (all.frames() - 1) / step + 1);
    return new VideoFormat(all.width(), all.height(), rate, frames);
  }

  @Override
  public boolean isLive() {
    return source.isLive();
  }

  @Override
  public Optional<VideoFrame> next() {
    while (delivered < most && !stopped.getAsBoolean()) {
      Optional<VideoFrame> frame = source.next();
      if (frame.isEmpty() || frame.get().index() % step == 0) {
        delivered++;
        return frame;
      }
      frame.get().close();
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    source.close();
  }
}
