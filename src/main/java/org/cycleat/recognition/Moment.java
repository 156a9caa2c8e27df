package org.cycleat.recognition;

import org.cycleat.video.VideoFrame;

/**
 * A frame's place in its film.
 *
 * @param frame number, from 0
 * @param seconds from the film's start
 */
public record Moment(long frame, double seconds) {

  public static Moment of(VideoFrame frame) {
    return new Moment(frame.index(), frame.timeMicros() / 1e6);
  }
}
