package org.cycleat.video;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * One picture of a film. Whoever holds it closes it, and with it the picture.
 *
 * @param index place in the film, from 0
 * @param timeMicros time at which it is shown, in microseconds from the film's start
 * @param bgr 8-bit BGR, upright
 */
public record VideoFrame(long index, long timeMicros, Mat bgr) implements AutoCloseable {

  @Override
  public void close() {
    bgr.close();
  }
}
