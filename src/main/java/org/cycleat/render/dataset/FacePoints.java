package org.cycleat.render.dataset;

import java.util.List;
import org.cycleat.render.Head;
import org.cycleat.render.Point3;
import org.cycleat.render.Rasterizer;
import org.cycleat.render.View;

/**
 * Where a head's points are in a picture.
 *
 * @param landmarks x and y in pixels, z in the model's unit
 */
record FacePoints(View view, FaceFacts.Box box, List<Point3> landmarks) {
  /**
   * By how much a surface may be nearer to the camera than a landmark that it does not hide, in
   * sides of the frame: landmarks lie in folds and on rims.
   */
  private static final double TOLERANCE = 0.025;

  static FacePoints of(Head head, View view) {
    float[] positions = head.solid().mesh().positions();
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    View.Projection projection = view.projection();
    for (int vertex : head.outline()) {
      Point3 p = projection.of(Point3.of(positions, vertex));
      left = Math.min(left, p.x());
      right = Math.max(right, p.x());
      top = Math.min(top, p.y());
      bottom = Math.max(bottom, p.y());
    }
    List<Point3> landmarks =
        head.landmarks().stream()
            .map(vertex -> projection.of(Point3.of(positions, vertex)))
            .toList();
    return new FacePoints(
        view, new FaceFacts.Box(left, top, right - left, bottom - top), landmarks);
  }

  /**
   * The landmarks as the picture's manifest tells them.
   *
   * @param rasterizer that has just drawn the head in this view
   */
  List<FaceFacts.Landmark> seen(Head head, Rasterizer rasterizer) {
    double tolerance = TOLERANCE * head.frame().side();
    return landmarks.stream()
        .map(
            p ->
                new FaceFacts.Landmark(
                    p.x(), p.y(), rasterizer.isSeen(p, view.camera(), tolerance)))
        .toList();
  }
}
