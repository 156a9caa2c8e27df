package org.cycleat.render;

import org.cycleat.render.mesh.Colour;

/**
 * The six groups of skin by its individual typology angle, in degrees, of a colour in CIELAB:
 * arctan((L* - 50) / b*). Chardon, Cretois and Hourseau, "Skin colour typology and suntanning
 * pathways", International Journal of Cosmetic Science 13, 1991; the darkest by Del Bino and
 * Bernerd, "Variations in skin colour and the biological consequences of ultraviolet radiation
 * exposure", British Journal of Dermatology 169, 2013.
 */
public enum SkinTone {
  VERY_LIGHT("1 very light", 55),
  LIGHT("2 light", 41),
  INTERMEDIATE("3 intermediate", 28),
  TAN("4 tan", 10),
  BROWN("5 brown", -30),
  DARK("6 dark", -90);

  /** Y and Z of white, the light of day D65 of which sRGB is made; X has no part in the angle. */
  private static final double WHITE_Y = 1;

  private static final double WHITE_Z = 1.08883;

  private final String text;
  private final double aboveDegrees;

  SkinTone(String text, double aboveDegrees) {
    this.text = text;
    this.aboveDegrees = aboveDegrees;
  }

  /** The group of a skin of that colour under white light. */
  public static SkinTone of(Colour skin) {
    double degrees = typologyAngle(skin);
    for (SkinTone tone : values()) {
      if (degrees > tone.aboveDegrees) {
        return tone;
      }
    }
    return DARK;
  }

  /** Such as "2 light": with its number from the lightest, by which texts are sorted. */
  public String text() {
    return text;
  }

  /** The individual typology angle in degrees, from -90 to 90. */
  static double typologyAngle(Colour skin) {
    double y = 0.2126729 * skin.red() + 0.7151522 * skin.green() + 0.0721750 * skin.blue();
    double z = 0.0193339 * skin.red() + 0.1191920 * skin.green() + 0.9503041 * skin.blue();
    double lightness = 116 * response(y / WHITE_Y) - 16;
    double yellowness = 200 * (response(y / WHITE_Y) - response(z / WHITE_Z));
    // by both parts: a grey skin has no yellow to divide by
    return StrictMath.toDegrees(StrictMath.atan2(lightness - 50, Math.max(0, yellowness)));
  }

  /** CIELAB's f. */
  private static double response(double share) {
    return share > 216.0 / 24389 ? StrictMath.cbrt(share) : (24389.0 / 27 * share + 16) / 116;
  }
}
