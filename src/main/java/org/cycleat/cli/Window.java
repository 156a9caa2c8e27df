package org.cycleat.cli;

import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import javax.swing.WindowConstants;
import org.bytedeco.javacv.CanvasFrame;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;

/** A window that shows one picture after the other. */
final class Window implements AutoCloseable {
  private final CanvasFrame canvas;
  private final OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();

  private Window(CanvasFrame canvas) {
    this.canvas = canvas;
  }

  /**
   * Makes sure that a window can be opened. The launcher starts Java without a display; it is
   * looked for only here.
   *
   * @throws UserException when there is none
   */
  static void requireDisplay() {
    System.setProperty("java.awt.headless", "false");
    try {
      if (!GraphicsEnvironment.isHeadless()
          && GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices().length > 0) {
        return;
      }
    } catch (HeadlessException | AWTError | LinkageError e) {
      throw noDisplay(e);
    }
    throw noDisplay(null);
  }

  private static UserException noDisplay(Throwable cause) {
    return new UserException(
        "cannot open a window (--show): this machine or session has no display, or its Java none"
            + " for it; use --out to write the film instead",
        cause);
  }

  /** Opens a window where there is a display. */
  static Window open(String title) {
    CanvasFrame canvas = new CanvasFrame(title, 1);
    canvas.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    return new Window(canvas);
  }

  void show(Mat bgr) {
    if (!isClosed()) {
      Frame frame = converter.convert(bgr);
      canvas.showImage(frame);
    }
  }

  boolean isClosed() {
    return !canvas.isDisplayable();
  }

  @Override
  public void close() {
    converter.close();
    canvas.dispose();
  }
}
