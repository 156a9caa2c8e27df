package org.cycleat.data;

/**
 * Random changes to a training image. Each draws from the seed and the position in the stream only.
 *
 * @param flip whether to mirror left and right with probability one half
 * @param loadSize pixels to which the shorter side is resized before a random square of the
 *     pipeline's size is cut out; 0 takes the centre without a random crop
 * @param erasing probability that a rectangle of the image is replaced by noise; 0 is off
 * @param mixup alpha of the Beta distribution by which two images of a batch are mixed; 0 is off
 */
public record Augmentation(
    boolean flip, int loadSize, Warp warp, Jitter jitter, double erasing, double mixup) {
  private static final double WEAK_SHIFT = 0.05;

  /** The image as it is: resized, and cut to its centre where it is not square. */
  public static final Augmentation NONE = new Augmentation(false, 0);

  /**
   * How the square that is cut out may be turned and sized, about its centre, and moved. What it
   * shows beyond the image is reflected at the border.
   *
   * @param rotation largest angle either way, degrees; 0 is off
   * @param zoom largest relative change of the square's side, below 1; 0 is off
   * @param shift largest way either way, across and down, as a share of the square's side; 0 is off
   */
  public record Warp(double rotation, double zoom, double shift) {
    public static final Warp NONE = new Warp(0, 0, 0);

    public Warp {
      require("rotation", rotation, 180);
      require("zoom", zoom, 1);
      require("shift", shift, 1);
    }
  }

  /**
   * How colours may change.
   *
   * @param brightness largest shift, as a share of the range from black to white; 0 is off
   * @param contrast largest relative change of the distance to the image's mean; 0 is off
   * @param greyscale probability that an image loses its colour; 0 is off
   */
  public record Jitter(double brightness, double contrast, double greyscale) {
    public static final Jitter NONE = new Jitter(0, 0, 0);

    public Jitter {
      require("brightness", brightness, 1);
      require("contrast", contrast, 1);
      require("greyscale", greyscale, 1);
    }
  }

  public Augmentation {
    if (loadSize < 0) {
      throw new IllegalArgumentException("loadSize must be 0 or positive, got " + loadSize);
    }
    require("erasing", erasing, 1);
    require("mixup", mixup, Double.MAX_VALUE);
  }

  /** Crops and mirror images alone. */
  public Augmentation(boolean flip, int loadSize) {
    this(flip, loadSize, Warp.NONE, Jitter.NONE, 0, 0);
  }

  /** What hardly changes an image: a mirror image where there is one here, and a small shift. */
  Augmentation weak() {
    return new Augmentation(flip, 0, new Warp(0, 0, WEAK_SHIFT), Jitter.NONE, 0, 0);
  }

  /**
   * Twice the changes that are here, of most at least some. No mixtures: they are not of one face.
   */
  Augmentation strong() {
    return new Augmentation(
        flip,
        loadSize,
        new Warp(
            doubled(warp.rotation(), 10, 180),
            doubled(warp.zoom(), 0.1, 0.5),
            doubled(warp.shift(), WEAK_SHIFT, 0.5)),
        new Jitter(
            doubled(jitter.brightness(), 0.2, 0.8),
            doubled(jitter.contrast(), 0.3, 0.8),
            jitter.greyscale()),
        doubled(erasing, 0.5, 1),
        0);
  }

  /** Within limits, of which the upper one gives way to what is above it already. */
  private static double doubled(double value, double least, double most) {
    return Math.max(value, Math.min(most, Math.max(least, 2 * value)));
  }

  private static void require(String name, double value, double limit) {
    if (!(value >= 0 && value <= limit)) {
      throw new IllegalArgumentException(
          "%s must be in [0, %s], got %s".formatted(name, limit, value));
    }
  }
}
