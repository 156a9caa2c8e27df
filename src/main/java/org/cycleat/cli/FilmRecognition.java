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
   * @param mostFrames of each that are looked at
   * @param window whether to show the drawn frames in one
   */
  record Options(Smoothing smoothing, long mostFrames, boolean window) {}

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

  /**
   * Recognises one film. Ctrl-C ends it as if it ended there.
   *
   * @param name where the drawn film gets its name from
   * @param sound film whose sound the drawn one gets
   * @throws UserException when it cannot be read to its end, after what could be read is done
   * @throws InterruptedRunException after Ctrl-C
   */
  void run(FrameSource source, Path name, Optional<Path> sound, Options options) {
    Optional<Path> target = names.map(n -> n.drawingOf(name));
    Optional<UserException> failure = Optional.empty();
    try (StopRequest stop = StopRequest.listen()) {
      FilmOutput output;
      try (Viewers viewers = new Viewers()) {
        target.ifPresent(file -> viewers.write(file, source.format(), sound));
        if (options.window) {
          viewers.open(name.toString());
        }
        output = new FilmOutput(name.toString(), report, drawing, viewers.list());
        BooleanSupplier stopped = () -> stop.isRequested() || viewers.windowClosed();
        failure = recognize(source, output, stopped, options);
      }
      faces += output.history().faces().size();
      if (report instanceof TextReport text) {
        text.film(name.toString(), output.history());
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
      FrameSource source, FilmOutput output, BooleanSupplier stopped, Options options) {
    long total = Math.min(options.mostFrames, source.format().frames());
    try (TaskProgress progress = new TaskProgress("recognize", total)) {
      Runnable afterEach = total > 0 ? progress::step : () -> {}; // a camera has no end
      recognizer.recognize(
          new StoppableSource(source, stopped, options.mostFrames, afterEach),
          options.smoothing,
          output);
      return Optional.empty();
    } catch (UserException e) {
      return Optional.of(e);
    }
  }
}
