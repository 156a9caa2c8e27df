package org.cycleat.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cycleat.video.VideoFormat;
import org.cycleat.video.VideoFrame;
import org.cycleat.video.VideoWriter;

/** Where the drawn frames of one film go: a file, a window, both or nowhere. */
final class Viewers implements AutoCloseable {
  private final List<Consumer<VideoFrame>> list = new ArrayList<>();
  private VideoWriter writer;
  private Window window;

  List<Consumer<VideoFrame>> list() {
    return List.copyOf(list);
  }

  /** Writes the frames into a file, with the sound of a film. */
  void write(Path file, VideoFormat format, Optional<Path> sound) {
    writer = VideoWriter.open(file, format, sound);
    list.add(frame -> writer.write(frame.bgr(), frame.timeMicros()));
  }

  /** Shows the frames in a window, for which there must be a display. */
  void open(String title) {
    window = Window.open(title);
    list.add(frame -> window.show(frame.bgr()));
  }

  /** Whether the user has closed the window. */
  boolean windowClosed() {
    return window != null && window.isClosed();
  }

  @Override
  public void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } finally {
      if (window != null) {
        window.close();
      }
    }
  }
}
