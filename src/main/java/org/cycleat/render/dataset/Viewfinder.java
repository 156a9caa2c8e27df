package org.cycleat.render.dataset;

import java.util.Optional;
import org.cycleat.face.Framing;
import org.cycleat.face.Landmarks;
import org.cycleat.face.Point2;
import org.cycleat.face.Similarity;
import org.cycleat.render.Camera;
import org.cycleat.render.Head;
import org.cycleat.render.View;

/**
 * Aims the camera so that a picture is framed as a crop of it would be. Where a crop is moved,
 * turned and scaled in its plane, the camera is shifted, rolled and zoomed, which gives the same
 * picture: sharp, and with the scene up to its edges.
 *
 * @param size of the pictures, pixels
 * @param framing of the face; without one the camera stays as it is
 */
record Viewfinder(int size, Optional<Framing> framing) {

  /**
   * @param head has landmarks where there is a framing
   */
  View aim(Head head, View view) {
    return framing.map(wanted -> aim(head, view, wanted)).orElse(view);
  }

  private View aim(Head head, View view, Framing wanted) {
    FacePoints points = FacePoints.of(head, view);
    Landmarks landmarks =
        new Landmarks(points.landmarks().stream().map(p -> new Point2(p.x(), p.y())).toList());
    double boxSize = Math.sqrt(points.box().width() * points.box().height());
    Similarity crop = wanted.transform(landmarks, boxSize, size);
    Camera camera = view.camera();
    Point2 centre = crop.apply(new Point2(camera.centreX(), camera.centreY()));
    return new View(
        view.pose().seenTurned(crop.rotation()),
        view.pivot(),
        new Camera(
            camera.pixelsPerUnit() * crop.scale(), centre.x(), centre.y(), camera.distance()));
  }
}
