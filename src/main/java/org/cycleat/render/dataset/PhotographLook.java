package org.cycleat.render.dataset;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cycleat.face.Framing;
import org.cycleat.render.Camera;
import org.cycleat.render.Head;
import org.cycleat.render.HeadPose;
import org.cycleat.render.Point3;
import org.cycleat.render.Raster;
import org.cycleat.render.Rasterizer;
import org.cycleat.render.View;
import org.cycleat.render.wild.FaceArea;
import org.cycleat.render.wild.Finished;
import org.cycleat.render.wild.WildLook;
import org.cycleat.render.wild.WildScene;

/** As photographs found anywhere look: each has a pose, light, background and faults of its own. */
public final class PhotographLook implements Look {
  private final int size;
  private final WildLook wild;
  private final Viewfinder viewfinder;
  private final Rasterizer rasterizer;

  /**
   * @param size of the pictures, pixels
   * @param framing of the faces, by their landmarks; without one they are cut out as by a detector
   */
  public PhotographLook(int size, WildLook wild, Optional<Framing> framing) {
    this.size = size;
    this.wild = wild;
    this.viewfinder = new Viewfinder(size, framing);
    this.rasterizer = new Rasterizer(size, size, Rasterizer.SMOOTH);
  }

  /** Takes a picture in a pose of its own; the planned one is not used. */
  @Override
  public Picture take(Head head, HeadPose planned, Random random) {
    WildScene scene = wild.scene(random);
    Camera exact = head.frame().camera(size, scene.cameraDistance());
    Camera camera = scene.crop().of(exact, size, size);
    View view = viewfinder.aim(head, new View(scene.pose(), head.frame().centre(), camera));
    Raster raster = rasterizer.draw(head.solid(), view, scene.lighting());
    FacePoints points = FacePoints.of(head, view);
    List<FaceFacts.Landmark> seen = points.seen(head, rasterizer);
    Finished finished = wild.finish(raster, area(points), scene, random);
    List<FaceFacts.Landmark> landmarks =
        seen.stream().map(p -> p.hiddenIf(finished.occlusion().hides(p.x(), p.y()))).toList();
    return new Picture(
        finished.image(), new FaceFacts(scene.pose(), head.skin(), points.box(), landmarks));
  }

  private static FaceArea area(FacePoints points) {
    FaceFacts.Box box = points.box();
    if (points.landmarks().isEmpty()) {
      return FaceArea.of(box.x(), box.y(), box.x() + box.width(), box.y() + box.height());
    }
    float[] landmarks = new float[2 * points.landmarks().size()];
    for (int i = 0; i < points.landmarks().size(); i++) {
      Point3 p = points.landmarks().get(i);
      landmarks[2 * i] = (float) p.x();
      landmarks[2 * i + 1] = (float) p.y();
    }
    return FaceArea.of(landmarks);
  }
}
