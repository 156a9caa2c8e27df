package org.cycleat.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Follows faces through a film: which face of a frame is which face of the frames before.
 *
 * <p>Each face is expected where its motion carries it; the pairs of a face and a track that differ
 * least in place and size belong together. A track that finds no face waits a second for it, over a
 * blink of the detector, before it ends. One tracker serves one film in one thread.
 */
public final class FaceTracker {
  /** How long, in microseconds, a face may be unseen and is still the same afterwards. */
  private static final long PATIENCE = 1_000_000;

  /** Farther from its place than this many sides of its box, it is another face. */
  private static final double LARGEST_SHIFT = 0.6;

  /** Larger or smaller by more than this factor, it is another face. */
  private static final double LARGEST_GROWTH = 1.8;

  /** Share of the newest observation in a track's speed: boxes tremble. */
  private static final double SPEED_UPDATE = 0.3;

  private final List<Track> tracks = new ArrayList<>();
  private int lastId;
  private long lastTime;

  private record Pair(Track track, int face, double distance) {}

  /**
   * Takes the faces of the next frame.
   *
   * @param timeMicros time of the frame in microseconds, later than that of the frame before
   * @return for each face, in order, the number of its track; numbers count from 1 and are never
   *     used again
   */
  public List<Integer> update(List<Box> faces, long timeMicros) {
    // Between two frames that are far apart no face was missed.
    tracks.removeIf(track -> track.time < lastTime && timeMicros - track.time > PATIENCE);
    lastTime = timeMicros;
    Track[] trackOf = new Track[faces.size()];
    List<Track> free = new ArrayList<>(tracks);
    for (Pair pair : pairs(faces, timeMicros)) {
      if (trackOf[pair.face] == null && free.remove(pair.track)) {
        trackOf[pair.face] = pair.track;
        pair.track.move(faces.get(pair.face), timeMicros);
      }
    }
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      if (trackOf[i] == null) {
        trackOf[i] = new Track(++lastId, faces.get(i), timeMicros);
        tracks.add(trackOf[i]);
      }
      ids.add(trackOf[i].id);
    }
    return ids;
  }

  /** What could belong together, the nearest first. */
  private List<Pair> pairs(List<Box> faces, long timeMicros) {
    List<Pair> pairs = new ArrayList<>();
    for (Track track : tracks) {
      for (int i = 0; i < faces.size(); i++) {
        double distance = track.distance(faces.get(i), timeMicros);
        if (distance < 1) {
          pairs.add(new Pair(track, i, distance));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::distance));
    return pairs;
  }

  private static final class Track {
    private final int id;
    private Point2 centre;
    private double side;
    private long time;

    /** Of the centre, in pixels a microsecond. */
    private double speedX;

    private double speedY;

    Track(int id, Box box, long time) {
      this.id = id;
      this.centre = box.centre();
      this.side = side(box);
      this.time = time;
    }

    /** Below 1 for what may be the same face: shift and growth as parts of the largest ones. */
    double distance(Box box, long now) {
      double growth = Math.abs(Math.log(side(box) / side)) / Math.log(LARGEST_GROWTH);
      double shift = expected(now).distanceTo(box.centre()) / side / LARGEST_SHIFT;
      return Math.hypot(growth, shift);
    }

    private Point2 expected(long now) {
      // A face that has not been seen for long has not gone on in a straight line.
      double elapsed = Math.min(now - time, PATIENCE / 4);
      return new Point2(centre.x() + speedX * elapsed, centre.y() + speedY * elapsed);
    }

    void move(Box box, long now) {
      Point2 moved = box.centre();
      double elapsed = Math.max(1, now - time);
      speedX += SPEED_UPDATE * ((moved.x() - centre.x()) / elapsed - speedX);
      speedY += SPEED_UPDATE * ((moved.y() - centre.y()) / elapsed - speedY);
      centre = moved;
      side = side(box);
      time = now;
    }

    private static double side(Box box) {
      return Math.sqrt((double) box.area());
    }
  }
}
