package org.cycleat.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.face.FaceTracker;
import org.cycleat.video.FrameSource;
import org.cycleat.video.VideoFrame;

/** The frames of one film on their way through a pipeline: its faces are followed at the end. */
final class FilmFeed implements Pipeline.Feed<VideoFrame>, Pipeline.Sink<VideoFrame> {
  private final FrameSource film;
  private final FaceTracker tracker = new FaceTracker();
  private final Smoother smoother;
  private final FrameListener listener;

  FilmFeed(FrameSource film, Smoothing smoothing, FrameListener listener) {
    this.film = film;
    this.smoother = new Smoother(smoothing);
    this.listener = listener;
  }

  @Override
  public Optional<Pipeline.Task<VideoFrame>> next() {
    return film.next().map(frame -> new Pipeline.Task<>(frame, frame::bgr));
  }

  @Override
  public void accept(VideoFrame frame, Mat bgr, List<Face> faces) {
    List<Integer> ids = tracker.update(faces.stream().map(Face::box).toList(), frame.timeMicros());
    List<Face> followed = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      followed.add(smoother.smooth(faces.get(i).numbered(ids.get(i)), frame.timeMicros()));
    }
    smoother.forgetBefore(frame.timeMicros());
    listener.recognized(frame, followed);
  }

  @Override
  public void failed(VideoFrame frame, UserException reason) {
    throw reason; // a frame is a picture like the others: what fails here is no fault of the film
  }
}
