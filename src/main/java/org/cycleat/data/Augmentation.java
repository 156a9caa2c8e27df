package org.cycleat.data;

/**
 * Random changes to a training image. Each draws from the seed and the position in the stream only.
 *
 * @param flip whether to mirror left and right with probability one half
 * @param loadSize pixels to which the shorter side is resized before a random square of the
 *     pipeline's size is cut out; 0 takes the centre without a random crop
 * @param brightness largest shift, as a share of the range from black to white; 0 is off
 * @param contrast largest relative change of the distance to the image's mean; 0 is off
 * @param greyscale probability that an image loses its colour; 0 is off
 */
public record Augmentation(
    boolean flip, int loadSize, double brightness, double contrast, double greyscale) {
  /** The image as it is: resized, and cut to its centre where it is not square. */
  public static final Augmentation NONE = new Augmentation(false, 0, 0, 0, 0);

  public Augmentation {
    if (loadSize < 0) {
      throw new IllegalArgumentException("loadSize must be 0 or positive, got " + loadSize);
    }
    requireShare("brightness", brightness);
    requireShare("contrast", contrast);
    requireShare("greyscale", greyscale);
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1], got " + value);
    }
  }
}
