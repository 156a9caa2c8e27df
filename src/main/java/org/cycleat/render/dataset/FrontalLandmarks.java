package org.cycleat.render.dataset;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cycleat.face.Landmarks;
import org.cycleat.face.Point2;
import org.cycleat.render.Head;
import org.cycleat.render.HeadPose;
import org.cycleat.render.Lighting;
import org.cycleat.render.Point3;
import org.cycleat.render.Rasterizer;
import org.cycleat.render.Solid;
import org.cycleat.render.View;
import org.cycleat.render.mesh.Colour;

/**
 * Landmarks for a head that has none: they are found in a picture of it from the front, once, and
 * each is carried over to the point of the mesh that is seen nearest to it. So they are known in
 * every other pose too, also in those in which no detector finds the face.
 */
final class FrontalLandmarks {
  private static final int SIZE = 512;

  /**
   * By how much a surface may be nearer than a point that counts as seen, in sides of the frame.
   */
  private static final double TOLERANCE = 0.01;

  private static final Colour BACKGROUND = Colour.grey(0.05f);

  private final View view;
  private final Rasterizer rasterizer = new Rasterizer(SIZE, SIZE, Rasterizer.SMOOTH);

  private FrontalLandmarks(Head.Frame frame) {
    view = new View(HeadPose.FRONTAL, frame.centre(), frame.camera(SIZE, Double.POSITIVE_INFINITY));
  }

  /** [68] points of the mesh; empty where no face is found. */
  static Optional<List<Integer>> of(Solid solid, Head.Frame frame, LandmarkFinder finder) {
    FrontalLandmarks front = new FrontalLandmarks(frame);
    var picture = front.rasterizer.draw(solid, front.view, Lighting.STUDIO).toImage(BACKGROUND);
    return finder
        .find(picture)
        .map(landmarks -> front.nearest(landmarks, solid, TOLERANCE * frame.side()));
  }

  private List<Integer> nearest(Landmarks landmarks, Solid solid, double tolerance) {
    float[] positions = solid.mesh().positions();
    View.Projection projection = view.projection();
    Point3[] seen =
        IntStream.range(0, solid.mesh().vertexCount())
            .mapToObj(vertex -> projection.of(Point3.of(positions, vertex)))
            .map(p -> rasterizer.isSeen(p, view.camera(), tolerance) ? p : null)
            .toArray(Point3[]::new);
    return landmarks.points().stream().map(point -> nearest(point, seen)).toList();
  }

  /**
   * @param seen null where a point of the mesh is hidden
   */
  private static int nearest(Point2 point, Point3[] seen) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int vertex = 0; vertex < seen.length; vertex++) {
      if (seen[vertex] != null) {
        double dx = seen[vertex].x() - point.x();
        double dy = seen[vertex].y() - point.y();
        if (dx * dx + dy * dy < least) {
          least = dx * dx + dy * dy;
          best = vertex;
        }
      }
    }
    return best;
  }
}
