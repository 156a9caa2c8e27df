package org.cycleat.face;

import org.bytedeco.opencv.global.opencv_core;

/** Work in which the pictures are the parallel part, so that OpenCV's functions need not be. */
public final class SerialOpenCv {
  private SerialOpenCv() {}

  /** Runs the work, during which OpenCV's functions use one thread each, in the whole process. */
  public static void during(Runnable work) {
    int threads = opencv_core.getNumThreads();
    opencv_core.setNumThreads(1);
    try {
      work.run();
    } finally {
      opencv_core.setNumThreads(threads);
    }
  }
}
