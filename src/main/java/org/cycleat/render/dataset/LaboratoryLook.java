package org.cycleat.render.dataset;

import java.util.Optional;
import java.util.Random;
import org.cycleat.face.Framing;
import org.cycleat.render.Head;
import org.cycleat.render.HeadPose;
import org.cycleat.render.Lighting;
import org.cycleat.render.Raster;
import org.cycleat.render.Rasterizer;
import org.cycleat.render.View;
import org.cycleat.render.mesh.Colour;

/** Under control: even light, a plain background, always the same camera. */
public final class LaboratoryLook implements Look {
  /** Of the camera, in sides of the frame: about a metre. */
  private static final double DISTANCE = 5;

  private final int size;
  private final Colour background;
  private final Viewfinder viewfinder;
  private final Rasterizer rasterizer;

  /** Heads as they fill their own frame. */
  public LaboratoryLook(int size, Colour background) {
    this(size, background, Optional.empty());
  }

  /**
   * @param size of the pictures, pixels
   * @param framing of the faces, by their landmarks
   */
  public LaboratoryLook(int size, Colour background, Optional<Framing> framing) {
    this.size = size;
    this.background = background;
    this.viewfinder = new Viewfinder(size, framing);
    this.rasterizer = new Rasterizer(size, size, Rasterizer.SMOOTH);
  }

  @Override
  public Picture take(Head head, HeadPose pose, Random random) {
    Head.Frame frame = head.frame();
    View usual = new View(pose, frame.centre(), frame.camera(size, DISTANCE));
    View view = viewfinder.aim(head, usual);
    Raster raster = rasterizer.draw(head.solid(), view, Lighting.STUDIO);
    FacePoints points = FacePoints.of(head, view);
    FaceFacts facts = new FaceFacts(pose, head.skin(), points.box(), points.seen(head, rasterizer));
    return new Picture(raster.toImage(background), facts);
  }
}
