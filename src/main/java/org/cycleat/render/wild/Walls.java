package org.cycleat.render.wild;

import java.util.Random;
import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Colour;

/** Flat things behind a face. */
final class Walls {
  private Walls() {}

  /** A wall or a studio's paper: lit unevenly, a little rough. */
  static void plain(Raster on, Random random) {
    double side = side(on);
    Noise noise = Noise.of(random);
    double grain = Draw.ratio(random, 0.03, 0.6) * side;
    Paint paint = lit(on, Palette.wall(random), random);
    Brush.wash(on, paint.mottled(noise, grain, grain, Draw.between(random, 0, 0.35)));
  }

  /** Folds of cloth, from top to bottom. */
  static void curtain(Raster on, Random random) {
    double side = side(on);
    Noise noise = Noise.of(random);
    double fold = Draw.between(random, 0.04, 0.16) * side;
    double depth = Draw.between(random, 0.2, 0.6);
    Brush.wash(on, lit(on, Palette.wall(random), random).mottled(noise, fold, 9 * fold, depth));
  }

  /** Boards or stripes side by side, upright or lying. */
  static void panels(Raster on, Random random) {
    double side = side(on);
    double pitch = Draw.between(random, 0.1, 0.4) * side;
    double gap = Draw.between(random, 0.01, 0.3) * pitch;
    boolean isUpright = random.nextInt(3) > 0;
    Colour wall = Palette.wall(random);
    plainOf(on, wall, random);
    Paint line = Paint.of(wall.times((float) Draw.between(random, 0.25, 1.5)));
    double length = isUpright ? on.width() : on.height();
    for (double at = -pitch * random.nextDouble(); at < length; at += pitch) {
      Shape stripe =
          isUpright
              ? Shape.box(at, -1, at + gap, on.height() + 1, 0)
              : Shape.box(-1, at, on.width() + 1, at + gap, 0);
      Brush.SHARP.fill(on, stripe, line);
    }
  }

  /** A sponsors' wall: rows of marks on one colour. */
  static void banner(Raster on, Random random) {
    double side = side(on);
    Colour ground = random.nextBoolean() ? Palette.cloth(random) : Palette.any(random);
    plainOf(on, ground, random);
    Paint ink =
        Paint.of(ground.green() > 0.3 ? Palette.any(random).times(0.4f) : Colour.grey(0.8f));
    double size = Draw.between(random, 0.05, 0.13) * side;
    double pitch = size * Draw.between(random, 2.5, 4.5);
    boolean isShifted = false;
    for (double y = -pitch * random.nextDouble(); y < on.height() + size; y += pitch) {
      for (double x = isShifted ? -pitch / 2 : 0; x < on.width() + size; x += pitch) {
        mark(on, new Spot(x, y), size, ink);
      }
      isShifted = !isShifted;
    }
  }

  private static void mark(Raster on, Spot at, double size, Paint ink) {
    Brush.SHARP.fill(on, Shape.ellipse(at.x(), at.y(), size / 2, size / 2), ink);
    double left = at.x() + 0.7 * size;
    Brush.SHARP.fill(
        on,
        Shape.box(left, at.y() - size / 4, left + size, at.y() + size / 4, size / 8)
            .and(Shape.ellipse(left + size / 2, at.y(), size / 4, size / 4).outline(size / 6)),
        ink);
  }

  /** A wall of this colour and hardly any roughness. */
  static void plainOf(Raster on, Colour colour, Random random) {
    Noise noise = Noise.of(random);
    double grain = 0.3 * side(on);
    Brush.wash(on, lit(on, colour, random).mottled(noise, grain, grain, 0.12));
  }

  /** A surface that is brighter towards one side. */
  static Paint lit(Raster on, Colour colour, Random random) {
    Spot from = new Spot(random.nextDouble() * on.width(), random.nextDouble() * on.height());
    Spot to = new Spot(random.nextDouble() * on.width(), random.nextDouble() * on.height());
    float dark = (float) Draw.between(random, 0.3, 1);
    return Paint.gradient(colour, colour.times(dark), from, to);
  }

  static double side(Raster raster) {
    return Math.min(raster.width(), raster.height());
  }
}
