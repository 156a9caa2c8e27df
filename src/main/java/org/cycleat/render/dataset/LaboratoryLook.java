package org.cycleat.render.dataset;

import java.util.Random;
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
  private final Rasterizer rasterizer;

  /**
   * @param size of the pictures, pixels
   */
  public LaboratoryLook(int size, Colour background) {
    this.size = size;
    this.background = background;
    this.rasterizer = new Rasterizer(size, size, Rasterizer.SMOOTH);
  }

  @Override
  public Picture take(Head head, HeadPose pose, Random random) {
    Head.Frame frame = head.frame();
    View view = new View(pose, frame.centre(), frame.camera(size, DISTANCE));
    Raster raster = rasterizer.draw(head.solid(), view, Lighting.STUDIO);
    FaceFacts facts = FacePoints.of(head, view).facts(head, rasterizer);
    return new Picture(raster.toImage(background), facts);
  }
}
