package org.cycleat.prepare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.dataset.Tree;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.FaceInstruments;
import org.cycleat.face.FaceTracker;
import org.cycleat.video.FrameSource;
import org.cycleat.video.VideoFrame;

/**
 * Cuts faces out of films: each face is followed, and its crop is kept at most once in so many
 * seconds, and only where it differs enough from those kept of the same face.
 *
 * @param open opens a film
 * @param cutter which faces, and how they are cut
 * @param everySeconds shortest time between two crops of a face; 0 takes every frame
 */
public record FilmCutter(Function<Path, FrameSource> open, FaceCutter cutter, double everySeconds) {

  /** A face that moves can be followed over this time, in microseconds. */
  private static final long LONGEST_STEP = 200_000;

  /** What has to happen around the work on a film. */
  interface Watch {
    /** The frame of that number is about to be cut. */
    void begin(long frame);

    boolean isStopped();
  }

  /**
   * Cuts out and writes, into a folder named after the film.
   *
   * @param in folder that the source's path is relative to
   * @return crops, and why there are no more where the film is damaged
   * @throws UserException when the film cannot be opened
   * @throws StoppingException when a crop cannot be written
   */
  Outcome cut(Path in, Source source, FaceInstruments finder, Watch watch) {
    try (FrameSource film = open.apply(in.resolve(source.entry().path()))) {
      Pass pass = new Pass(source, finder, watch);
      try {
        for (Optional<VideoFrame> next = film.next(); next.isPresent(); next = film.next()) {
          try (VideoFrame frame = next.get()) {
            pass.take(frame);
          }
          if (watch.isStopped()) {
            throw new Stopped();
          }
        }
      } catch (StoppingException e) {
        throw e;
      } catch (UserException e) { // from here on the film is damaged; what was cut is good
        return new Outcome(pass.crops, e.getMessage());
      }
      return pass.crops.isEmpty() ? Outcome.failed("no face found") : Outcome.of(pass.crops);
    }
  }

  /** The job was asked to stop in the midst of a film, which is then not done. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** One way through a film. */
  private final class Pass {
    private final Source source;
    private final FaceInstruments finder;
    private final Watch watch;
    private final FaceTracker tracker = new FaceTracker();
    private final Map<Integer, KeptFaces> kept = new HashMap<>();
    private final List<Crop> crops = new ArrayList<>();
    private final long every = Math.round(1e6 * everySeconds);
    private final long step = Math.min(every, LONGEST_STEP);
    private long nextStep;
    private long nextBegin;

    Pass(Source source, FaceInstruments finder, Watch watch) {
      this.source = source;
      this.finder = finder;
      this.watch = watch;
    }

    void take(VideoFrame frame) {
      long time = frame.timeMicros();
      if (time < nextStep) {
        return;
      }
      nextStep = time + step;
      if (time >= nextBegin) {
        watch.begin(frame.index());
        nextBegin = time + Math.max(every, LONGEST_STEP);
      }
      List<DetectedFace> faces = finder.detectUpright(frame.bgr());
      List<Integer> ids = tracker.update(faces.stream().map(DetectedFace::box).toList(), time);
      for (DetectedFace face : cutter.chosen(faces, frame.bgr())) {
        int id = ids.get(faces.indexOf(face));
        KeptFaces before = kept.computeIfAbsent(id, number -> new KeptFaces());
        if (before.isDue(time, every)) {
          cut(frame, face, id, before);
        }
      }
    }

    private void cut(VideoFrame frame, DetectedFace found, int id, KeptFaces before) {
      DetectedFace face = finder.withLandmarks(frame.bgr(), List.of(found)).get(0);
      try (Mat crop = cutter.aligner().align(frame.bgr(), face)) {
        if (before.keep(crop, frame.timeMicros())) {
          String name =
              String.format(
                  Locale.ROOT, "%s/face%d-%06d", Tree.slashes(source.target()), id, frame.index());
          String subject = Tree.slashes(source.target()) + "#" + id;
          crops.add(
              cutter.write(
                  crop,
                  face,
                  source,
                  name,
                  new Crop.Moment(subject, frame.index(), frame.timeMicros() / 1e6)));
        }
      }
    }
  }
}
