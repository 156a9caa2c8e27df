package org.cycleat.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cycleat.InterruptedRunException;
import org.cycleat.StopRequest;
import org.cycleat.UserException;
import org.cycleat.recognition.FaceDrawing;
import org.cycleat.recognition.FaceReport;
import org.cycleat.recognition.Recognizer;
import org.cycleat.recognition.Smoothing;
import org.cycleat.recognition.TextReport;
import org.cycleat.train.TaskProgress;
import org.cycleat.video.FrameSource;

/** Recognises films one after the other, with all that comes of them. */
final class FilmRecognition {

  /**
   * What holds for every film.
   *
   * @param step every step-th frame is looked at
   * @param mostFrames of each that are looked at
   * @param window whether to show the drawn frames in one
   */
  record Options(Smoothing smoothing, long step, long mostFrames, boolean window) {}

  private final Recognizer recognizer;
  private final FaceReport report;
  private final FaceDrawing drawing;
  private final Optional<DrawingNames> names;
  private int faces;

  FilmRecognition(
      Recognizer recognizer, FaceReport report, FaceDrawing drawing, Optional<DrawingNames> names) {
    this.recognizer = recognizer;
    this.report = report;
    this.drawing = drawing;
    this.names = names;
  }

  /** Faces of all films so far, each counted once. */
  int faces() {
    return faces;
  }

  /** Recognises what comes from an address or a device; drawn, it has no sound. */
  void run(StreamInput stream, Options options) {
    try (FrameSource source = stream.opener().get()) {
      run(source, stream.title(), stream.name(), Optional.empty(), options);
    }
  }

  /**
   * Recognises one film. Ctrl-C ends it as if it ended there.
   *
   * @param title what the film is called in the report
   * @param name where the drawn film gets its name from
   * @param sound film whose sound the drawn one gets
   * @throws UserException when it cannot be read to its end, after what could be read is done
   * @throws InterruptedRunException after Ctrl-C
   */
  void run(FrameSource source, String title, Path name, Optional<Path> sound, Options options) {
    Optional<Path> target = names.map(n -> n.drawingOfVideo(name));
    Optional<UserException> failure = Optional.empty();
    try (StopRequest stop = StopRequest.listen()) {
      FilmOutput output;
      try (Viewers viewers = new Viewers()) {
        BooleanSupplier stopped = () -> stop.isRequested() || viewers.windowClosed();
        source.endWhen(stopped);
        FrameSource frames = new StoppableSource(source, stopped, options.step, options.mostFrames);
        target.ifPresent(file -> viewers.write(file, frames.format(), sound));
        if (options.window) {
          viewers.open(title);
        }
        output = new FilmOutput(title, report, drawing, viewers.list());
        failure = recognize(frames, output, options.smoothing);
      }
      faces += output.history().faces().size();
      if (report instanceof TextReport text) {
        text.film(title, output.history());
      }
      if (names.isPresent()) {
        output.saveTimeline(names.get().timelineOf(name), recognizer.labels());
      }
      if (stop.isRequested()) {
        throw new InterruptedRunException(
            "stopped after %d frames%s"
                .formatted(output.frames(), target.map(t -> ", which are in " + t).orElse("")));
      }
    }
    failure.ifPresent(
        reason -> {
          throw reason;
        });
  }

  private Optional<UserException> recognize(
      FrameSource frames, FilmOutput output, Smoothing smoothing) {
    long total = frames.format().frames();
    try (TaskProgress progress = new TaskProgress("recognize", total)) {
      Runnable afterEach = total > 0 ? progress::step : () -> {}; // a camera has no end
      recognizer.recognize(
          frames,
          smoothing,
          (frame, faces) -> {
            output.recognized(frame, faces);
            afterEach.run();
          });
      return Optional.empty();
    } catch (UserException e) {
      return Optional.of(e);
    }
  }
}
