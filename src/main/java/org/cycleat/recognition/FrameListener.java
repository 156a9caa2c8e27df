package org.cycleat.recognition;

import java.util.List;
import org.cycleat.video.VideoFrame;

/** Is told of one frame of a film after the other. */
@FunctionalInterface
public interface FrameListener {

  /**
   * The faces of a frame.
   *
   * @param frame closed after the call; its picture may be drawn on
   * @param faces with the numbers that they have in the whole film
   */
  void recognized(VideoFrame frame, List<Face> faces);
}
