package org.cycleat.video;

/**
 * What is known of a film before it is read.
 *
 * @param width of the upright pictures in pixels
 * @param height of the upright pictures in pixels
 * @param framesPerSecond average
 * @param frames how many the container says there are; 0 where it does not say
 */
public record VideoFormat(int width, int height, double framesPerSecond, long frames) {

  public VideoFormat {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("no film of " + width + " x " + height + " pixels");
    }
    if (!(framesPerSecond > 0 && Double.isFinite(framesPerSecond))) {
      throw new IllegalArgumentException("no film of " + framesPerSecond + " frames per second");
    }
  }
}
