package org.cycleat.render.dataset;

import java.util.Random;
import org.cycleat.render.Head;
import org.cycleat.render.HeadPose;

/** How pictures are taken: camera, light, what is behind the head. One thread uses it at a time. */
public interface Look {
  /**
   * Takes a picture.
   *
   * @param pose that was planned; a look with poses of its own takes another
   * @param random for this picture only
   */
  Picture take(Head head, HeadPose pose, Random random);
}
