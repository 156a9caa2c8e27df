package org.cycleat.render.mesh;

/**
 * A colour or a light's strength: red, green and blue in linear light, where 1 is white and sums
 * and products mean what they do for light. Not negative.
 */
public record Colour(float red, float green, float blue) {
  public static final Colour BLACK = new Colour(0, 0, 0);
  public static final Colour WHITE = new Colour(1, 1, 1);

  public Colour {
    if (!(red >= 0 && green >= 0 && blue >= 0) || !Float.isFinite(red + green + blue)) {
      throw new IllegalArgumentException(
          "a colour's parts must be finite and not negative, got %s, %s, %s"
              .formatted(red, green, blue));
    }
  }

  /** The colour of an sRGB value 0xRRGGBB. */
  public static Colour srgb(int rgb) {
    return new Colour(
        Srgb.toLinear(rgb >> 16 & 0xFF), Srgb.toLinear(rgb >> 8 & 0xFF), Srgb.toLinear(rgb & 0xFF));
  }

  public static Colour grey(float level) {
    return new Colour(level, level, level);
  }

  public Colour times(float factor) {
    return new Colour(red * factor, green * factor, blue * factor);
  }

  /** The product of each part. */
  public Colour times(Colour other) {
    return new Colour(red * other.red, green * other.green, blue * other.blue);
  }

  /**
   * On the straight line to another colour.
   *
   * @param share of the other, in [0, 1]
   */
  public Colour towards(Colour other, float share) {
    return new Colour(
        red + share * (other.red - red),
        green + share * (other.green - green),
        blue + share * (other.blue - blue));
  }
}
