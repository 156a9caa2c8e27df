package org.cycleat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cycleat.UserException;
import org.cycleat.evaluation.Timeline;
import org.cycleat.export.ServingInfo;
import org.cycleat.recognition.Face;
import org.cycleat.recognition.FaceDrawing;
import org.cycleat.recognition.FaceHistory;
import org.cycleat.recognition.FaceReport;
import org.cycleat.recognition.FrameListener;
import org.cycleat.recognition.Moment;
import org.cycleat.video.VideoFrame;

/** What becomes of a recognised film: the report, the drawn frames, and its history. */
final class FilmOutput implements FrameListener {
  /** More strips would not fit on a screen; the faces that are seen longest count. */
  private static final int MOST_STRIPS = 8;

  private final String name;
  private final FaceReport report;
  private final FaceDrawing drawing;
  private final List<Consumer<VideoFrame>> viewers;
  private final FaceHistory history = new FaceHistory();
  private double seconds;
  private long frames;

  /**
   * @param name what the film is called in the report
   * @param viewers take the drawn frames; without any, nothing is drawn
   */
  FilmOutput(
      String name, FaceReport report, FaceDrawing drawing, List<Consumer<VideoFrame>> viewers) {
    this.name = name;
    this.report = report;
    this.drawing = drawing;
    this.viewers = List.copyOf(viewers);
  }

  @Override
  public void recognized(VideoFrame frame, List<Face> faces) {
    Moment moment = Moment.of(frame);
    report.add(name, Optional.of(moment), faces);
    history.add(moment, faces);
    seconds = moment.seconds();
    frames++;
    if (!viewers.isEmpty()) {
      drawing.frame(frame.bgr(), faces);
      viewers.forEach(viewer -> viewer.accept(frame));
    }
  }

  FaceHistory history() {
    return history;
  }

  long frames() {
    return frames;
  }

  /**
   * Draws what the faces showed over time.
   *
   * @throws UserException when the place cannot be written
   */
  void saveTimeline(Path png, List<ServingInfo.Label> labels) {
    List<String> names = labels.stream().map(ServingInfo.Label::name).toList();
    try {
      new Timeline(names, strips(), seconds).save(png);
    } catch (IOException e) {
      throw UserException.cannotWrite(png, e);
    }
  }

  private List<Timeline.Strip> strips() {
    return history.faces().entrySet().stream()
        .sorted(Comparator.comparing(entry -> -entry.getValue().size()))
        .limit(MOST_STRIPS)
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> strip("face " + entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Timeline.Strip strip(String name, List<FaceHistory.Appearance> appearances) {
    float[] times = new float[appearances.size()];
    List<float[]> shares = new ArrayList<>();
    for (FaceHistory.Appearance appearance : appearances) {
      times[shares.size()] = appearance.seconds();
      shares.add(appearance.probabilities());
    }
    return new Timeline.Strip(name, times, shares.toArray(float[][]::new));
  }
}
