package org.cycleat.render.wild;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.cycleat.render.Raster;

/**
 * Takes a picture: lens, resolution, exposure, sensor, file.
 *
 * @param defocus standard deviation of the blur, as a share of the shorter side
 * @param motion length of the blur by motion, as a share of the shorter side
 * @param direction of that motion, degrees
 * @param detail pixels that the shorter side was taken with: if fewer than it has, the picture is
 *     made larger in the end
 * @param quality of the JPEG file, from 0 to 1; 1: none
 */
record Shot(
    double defocus, double motion, double direction, int detail, boolean isGrey, double quality) {

  /** Below this the encoder's blocks would be most of a picture. */
  private static final int LEAST_DETAIL = 32;

  static Shot draw(double greyShare, Random random) {
    double kind = random.nextDouble();
    double defocus =
        kind < 0.75 ? Draw.ratio(random, 0.0015, 0.006) : Draw.ratio(random, 0.006, 0.012);
    double motion = Draw.chance(random, 0.07) ? Draw.ratio(random, 0.008, 0.04) : 0;
    double direction = Draw.between(random, 0, 180);
    int detail = (int) Draw.ratio(random, 64, 280);
    boolean isGrey = Draw.chance(random, greyShare);
    boolean isFile = Draw.chance(random, 0.9);
    // good files are more frequent than bad ones
    double better = Math.sqrt(random.nextDouble());
    return new Shot(defocus, motion, direction, detail, isGrey, isFile ? 0.25 + 0.67 * better : 1);
  }

  /**
   * @param scene opaque; is changed
   * @param area of the face, which the exposure is measured at
   * @param lightAhead red, green and blue of the light on what faces the camera
   */
  BufferedImage take(Raster scene, FaceArea area, float[] lightAhead, Random random) {
    int width = scene.width();
    int height = scene.height();
    Exposure exposure = Exposure.draw(random).balanced(lightAhead);
    Sensor sensor = Sensor.draw(random);
    double scale = Math.min(1, (double) Math.max(LEAST_DETAIL, detail) / Math.min(width, height));
    Raster light = throughLens(scene, scale);
    exposure.apply(light, scaled(area, scale));
    Photo photo = sensor.expose(light, isGrey, random);
    if (quality < 1) {
      photo = Jpeg.through(photo, isGrey, quality);
    }
    return image(enlarged(photo, width, height));
  }

  /** With this many of the scene's pixels: to blur fewer is quicker, and looks the same. */
  private Raster throughLens(Raster scene, double scale) {
    Raster light = scene;
    if (scale < 1) {
      int w = Math.max(1, (int) Math.round(scene.width() * scale));
      int h = Math.max(1, (int) Math.round(scene.height() * scale));
      float[] fewer = Resize.of(scene.pixels(), scene.width(), scene.height(), 4, w, h);
      light = new Raster(w, h, fewer);
    }
    double side = Math.min(light.width(), light.height());
    double angle = StrictMath.toRadians(direction);
    return Blur.motion(
        Blur.gaussian(light, defocus * side),
        motion * side * StrictMath.cos(angle),
        motion * side * StrictMath.sin(angle));
  }

  private static FaceArea scaled(FaceArea area, double scale) {
    return FaceArea.of(
        area.left() * scale, area.top() * scale, area.right() * scale, area.bottom() * scale);
  }

  /** As image editors do: by levels, not by light. */
  private static Photo enlarged(Photo photo, int width, int height) {
    if (photo.width() == width && photo.height() == height) {
      return photo;
    }
    float[] levels = new float[3 * photo.rgb().length];
    for (int i = 0; i < photo.rgb().length; i++) {
      int rgb = photo.rgb()[i];
      levels[3 * i] = rgb >> 16 & 0xFF;
      levels[3 * i + 1] = rgb >> 8 & 0xFF;
      levels[3 * i + 2] = rgb & 0xFF;
    }
    float[] larger = Resize.of(levels, photo.width(), photo.height(), 3, width, height);
    int[] rgb = new int[width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] =
          level(larger[3 * i]) << 16 | level(larger[3 * i + 1]) << 8 | level(larger[3 * i + 2]);
    }
    return new Photo(width, height, rgb);
  }

  private static int level(float value) {
    return Math.max(0, Math.min(255, Math.round(value)));
  }

  private static BufferedImage image(Photo photo) {
    BufferedImage image =
        new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_INT_RGB);
    image.getRaster().setDataElements(0, 0, photo.width(), photo.height(), photo.rgb());
    return image;
  }
}
