package org.cycleat.render.wild;

import java.util.List;
import java.util.Random;
import org.cycleat.render.mesh.Colour;

/** Colours that things have. */
final class Palette {
  private static final List<Colour> SKIN =
      List.of(
          Colour.srgb(0xE8C4AE),
          Colour.srgb(0xD9A98A),
          Colour.srgb(0xC68E6A),
          Colour.srgb(0xA06F4C),
          Colour.srgb(0x6E4A34),
          Colour.srgb(0x4A3226));

  private Palette() {}

  /**
   * @param hue in turns: 0 red, 1/3 green, 2/3 blue
   * @param saturation of the sRGB colour, from 0 to 1
   * @param value the largest of its parts, from 0 to 1
   */
  static Colour of(double hue, double saturation, double value) {
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      double turn = hue + 1 - c / 3.0;
      double away = Math.abs(turn - Math.floor(turn + 0.5)) * 6; // 0 at the part's own hue, up to 3
      double pure = Math.max(0, Math.min(1, 2 - away));
      double part = value * (1 - saturation * (1 - pure));
      rgb = rgb << 8 | (int) Math.round(255 * Math.max(0, Math.min(1, part)));
    }
    return Colour.srgb(rgb);
  }

  /** Of a wall or a curtain: greys and beiges, wood, blue; dark as often as bright. */
  static Colour wall(Random random) {
    double value = Draw.between(random, 0.12, 0.95);
    double kind = random.nextDouble();
    if (kind < 0.4) {
      return of(0.1, Draw.between(random, 0, 0.12), value);
    } else if (kind < 0.65) {
      return of(Draw.between(random, 0.04, 0.13), Draw.between(random, 0.15, 0.55), value);
    } else if (kind < 0.85) {
      return of(Draw.between(random, 0.52, 0.66), Draw.between(random, 0.1, 0.7), value);
    }
    return of(random.nextDouble(), Draw.between(random, 0.1, 0.5), value);
  }

  /** Of clothes: dark, white, or any colour. */
  static Colour cloth(Random random) {
    double kind = random.nextDouble();
    if (kind < 0.4) {
      return of(Draw.between(random, 0.55, 0.7), random.nextDouble() * 0.4, 0.1 + 0.2 * kind);
    } else if (kind < 0.6) {
      return of(0.1, random.nextDouble() * 0.1, Draw.between(random, 0.7, 0.95));
    }
    return any(random);
  }

  static Colour any(Random random) {
    return of(
        random.nextDouble(), Draw.between(random, 0.1, 0.65), Draw.between(random, 0.2, 0.75));
  }

  static Colour skin(Random random) {
    return Draw.oneOf(random, SKIN).times((float) Draw.between(random, 0.85, 1.1));
  }

  static Colour hair(Random random) {
    double kind = random.nextDouble();
    if (kind < 0.35) {
      return of(0.06, 0.25, Draw.between(random, 0.08, 0.17)); // black
    } else if (kind < 0.72) {
      return of(0.065, Draw.between(random, 0.4, 0.6), Draw.between(random, 0.18, 0.4)); // brown
    } else if (kind < 0.84) {
      return of(0.1, Draw.between(random, 0.35, 0.55), Draw.between(random, 0.55, 0.8)); // blond
    } else if (kind < 0.9) {
      return of(0.045, 0.65, Draw.between(random, 0.35, 0.55)); // red
    }
    return of(0.1, 0.04, Draw.between(random, 0.45, 0.85)); // grey and white
  }

  static Colour leaf(Random random) {
    return of(Draw.between(random, 0.18, 0.36), Draw.between(random, 0.3, 0.7), 0.55);
  }
}
