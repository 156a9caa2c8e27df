package org.cycleat.face;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_videoio;

/**
 * OpenCV's object detection without its windows.
 *
 * <p>The bindings of objdetect load those of highgui, OpenCV's windows, which need GTK 2, and
 * servers have none. Nothing here opens such a window, so JavaCPP is told that those bindings are
 * loaded, from the file of those that it loads just before them.
 */
final class WindowlessOpenCv {
  static {
    File bindings = new File(Loader.load(opencv_videoio.class));
    try {
      URL[] place = {bindings.toURI().toURL()};
      Loader.loadLibrary(opencv_videoio.class, place, "jniopencv_highgui");
    } catch (MalformedURLException e) {
      throw new IllegalStateException(bindings + " has no URL", e);
    }
  }

  private WindowlessOpenCv() {}

  /** To be called before a class of objdetect is used. */
  static void load() {
    // What is to be done is in the static initializer, which runs once.
  }
}
