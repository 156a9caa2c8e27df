package org.cycleat.render.wild;

import java.util.Random;
import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Colour;

/** What is worn below the head, where a face's model ends. */
final class Clothes {
  private final Raster on;
  private final FaceFrame frame;
  private final Illumination light;
  private final Random random;
  private final Noise noise;
  private final Spot collar; // at the middle of the neck
  private final double size;
  private final double slope; // of the shoulders

  private Clothes(Raster on, FaceFrame frame, Illumination light, Random random) {
    this.on = on;
    this.frame = frame;
    this.light = light;
    this.random = random;
    noise = Noise.of(random);
    size = frame.size();
    slope = Draw.between(random, 0.3, 0.5);
    // a body stays more upright than its head, and under the axis that the head turns about
    Spot chin = frame.at(frame.headU(), 1);
    double middle = frame.ears().x() + 0.6 * (chin.x() - frame.ears().x());
    double under = Math.max(chin.y(), frame.ears().y() + 0.85 * size);
    collar = new Spot(middle, under + Draw.between(random, 0.28, 0.5) * size);
  }

  /** Paints over the lower part of the neck. */
  static void paint(Raster on, FaceFrame frame, Illumination light, Random random) {
    Clothes clothes = new Clothes(on, frame, light, random);
    double kind = random.nextDouble();
    if (kind < 0.4) {
      clothes.suit();
    } else if (kind < 0.55) {
      clothes.highCollar();
    } else if (kind < 0.8) {
      double wide = Draw.between(random, 0.45, 0.7) * clothes.size;
      double deep = Draw.between(random, 0.15, 0.5) * clothes.size;
      Spot c = clothes.collar;
      Shape neck =
          Shape.ellipse(c.x(), c.y() - 0.1 * deep, wide, deep)
              .or(Shape.box(c.x() - wide, c.y() - 2 * wide, c.x() + wide, c.y() - 0.1 * deep, 0));
      clothes.fill(clothes.shoulders(0).without(neck), Palette.cloth(random));
    } else {
      clothes.fill(clothes.shoulders(0).without(clothes.wedge(0.42, 0.9)), Palette.cloth(random));
    }
  }

  private void highCollar() {
    double top = collar.y() - Draw.between(random, 0.1, 0.25) * size;
    double half = 0.52 * size;
    Shape neck =
        Shape.box(collar.x() - half, top, collar.x() + half, top + size, 0.15 * size)
            .without(Shape.ellipse(collar.x(), top - 0.06 * size, 0.8 * half, 0.12 * size));
    Shape below = Shape.beyond(new Spot(0, top + 0.05 * size), 0, 1);
    fill(shoulders(0.05).and(below).or(neck), Palette.cloth(random));
  }

  /** Jacket, shirt, and often a tie. */
  private void suit() {
    Colour shirt =
        random.nextInt(3) > 0
            ? Colour.grey(0.8f)
            : Palette.of(0.6, random.nextDouble() * 0.4, 0.85);
    Shape inner = shoulders(-0.1);
    fill(inner.without(wedge(0.3, 0.34)), shirt);
    if (Draw.chance(random, 0.75)) {
      Spot knot = collar.plus(0, 0.3 * size);
      Shape tie = Shape.bar(knot, collar.plus(0, 2.2 * size), 0.09 * size, 0.2 * size);
      fill(tie, Palette.any(random).times(0.6f));
      Shape wings = Shape.beyond(collar.plus(0, 0.42 * size), 0, -1);
      Brush.soft(0.02 * size)
          .withOpacity(0.5)
          .fill(
              on,
              wedge(0.36, 0.46).outline(0.03 * size).and(wings).and(inner),
              Paint.of(shirt.times(0.2f)));
    }
    Colour cloth = Palette.of(0.62, 0.3 * random.nextDouble(), Draw.between(random, 0.08, 0.4));
    double open = Draw.between(random, 1.4, 2.4);
    Shape jacket = shoulders(-0.13).without(wedge(0.52, open));
    fill(jacket, cloth);
    Shape lapel = wedge(0.85, open).outline(0.025 * size).and(jacket);
    Brush.soft(0.02 * size).withOpacity(0.6).fill(on, lapel, Paint.of(cloth.times(0.15f)));
  }

  /** From the neck to the arms: a flat roof, lower by a share of the face's size. */
  private Shape shoulders(double lower) {
    double length = Math.sqrt(1 + slope * slope);
    Spot ridge = collar.plus(0, (lower - 0.45) * size);
    return Shape.beyond(ridge, slope / length, 1 / length)
        .and(Shape.beyond(ridge, -slope / length, 1 / length))
        .rough(noise, 1.2 * size, 0.06 * size);
  }

  /**
   * A V, so wide to either side at the neck and so deep, in the face's size. It reaches up beyond
   * the neck.
   */
  private Shape wedge(double half, double deep) {
    Spot point = collar.plus(0, deep * size);
    double length = Math.sqrt(half * half + deep * deep);
    return Shape.beyond(point, deep / length, -half / length)
        .and(Shape.beyond(point, -deep / length, -half / length));
  }

  private void fill(Shape shape, Colour colour) {
    Paint cloth = Paint.of(colour).mottled(noise, 0.3 * size, 0.9 * size, 0.3);
    float middle = (float) collar.x();
    float scale = (float) (0.45 / size);
    Paint lit =
        (x, y, rgb) -> {
          cloth.at(x, y, rgb);
          float nx = Math.max(-0.7f, Math.min(0.7f, (x - middle) * scale));
          light.shine(nx, 0.4f, (float) Math.sqrt(0.84f - nx * nx), rgb);
        };
    Brush.soft(0.02 * frame.size()).fill(on, shape, lit);
  }
}
