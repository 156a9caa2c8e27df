package org.cycleat.render.wild;

import java.util.Optional;
import java.util.Random;
import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Colour;

/**
 * Makes renders look as if found on the web. First {@link #scene} says how to render a face, then
 * {@link #finish} makes a picture of the render. Of equal random numbers come equal pictures.
 *
 * @param greyShare of the pictures, in [0, 1]: photographs of the press are often grey
 * @param occluderShare of the pictures, in [0, 1], in which a thing is before the face: glasses, a
 *     hand, hair, a microphone, a scarf, something near the camera
 */
public record WildLook(Backgrounds backgrounds, double greyShare, double occluderShare) {
  /** Pixels of the shorter side that a picture has at least. */
  public static final int LEAST_SIDE = 16;

  private static final double HAIRY = 0.9;

  public WildLook {
    requireShare("grey", greyShare);
    requireShare("occluder", occluderShare);
  }

  /** With made up backgrounds, two grey pictures in five, and an occluder in one of four. */
  public static WildLook usual() {
    return new WildLook(Backgrounds.procedural(), 0.4, 0.25);
  }

  /** The same with other backgrounds. */
  public WildLook with(Backgrounds others) {
    return new WildLook(others, greyShare, occluderShare);
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "the %s share must be in [0, 1], got %s".formatted(name, share));
    }
  }

  /**
   * Draws how the next face is seen: pan up to 70 degrees either way, tilt up to 40, roll up to 35,
   * most of them small.
   */
  public WildScene scene(Random random) {
    return WildScenes.draw(random);
  }

  /**
   * Finishes a render: background, hair and clothes, occluders, lens, sensor, file.
   *
   * @param face rendered in the scene, transparent where nothing is; not changed. It need not be a
   *     square
   * @param area where the face is in it
   * @throws IllegalArgumentException if the render is smaller than {@link #LEAST_SIDE}
   */
  public Finished finish(Raster face, FaceArea area, WildScene scene, Random random) {
    int width = face.width();
    int height = face.height();
    if (Math.min(width, height) < LEAST_SIDE) {
      throw new IllegalArgumentException(
          "expected a picture of at least %d x %d, got %d x %d"
              .formatted(LEAST_SIDE, LEAST_SIDE, width, height));
    }
    Illumination light = new Illumination(scene.lighting());
    FaceFrame frame = FaceFrame.of(area);
    Raster behind = background(width, height, light, random);
    Raster front = Raster.empty(width, height);
    Hair hair = Hair.draw(random);
    boolean isBald = !Draw.chance(random, HAIRY);
    if (!isBald) {
      hair.paint(behind, front, Hair.nearHead(face, frame), frame, light, random);
    }
    Clothes.paint(front, frame, light, random);
    if (Draw.chance(random, occluderShare)) {
      Optional<Colour> strands =
          isBald || hair.isCloth() ? Optional.empty() : Optional.of(hair.colour());
      Tones tones = Tones.of(strands, face, area, light.ahead());
      new Occluders(front, frame, tones, light, random).paint(area.landmarks());
    }
    Raster all = front.over(face.over(behind));
    Shot shot = Shot.draw(greyShare, random);
    return new Finished(shot.take(all, area, light.ahead(), random), new Occlusion(front));
  }

  /** A background in about the face's light, brighter or darker, and tinted less. */
  private Raster background(int width, int height, Illumination light, Random random) {
    Raster behind = backgrounds.draw(width, height, random);
    float[] ahead = light.ahead();
    float brightness = (float) Draw.ratio(random, 0.35, 1.5);
    float grey = (ahead[0] + ahead[1] + ahead[2]) / 3;
    Colour tint =
        new Colour(ahead[0], ahead[1], ahead[2]).towards(Colour.grey(grey), 0.6f).times(brightness);
    float[] pixels = behind.pixels();
    for (int at = 0; at < pixels.length; at += 4) {
      pixels[at] *= tint.red();
      pixels[at + 1] *= tint.green();
      pixels[at + 2] *= tint.blue();
    }
    return behind;
  }
}
