package org.cycleat.render.wild;

import java.util.Random;
import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Colour;

/** What is behind people out of doors, by day and by night. */
final class Outdoors {
  private Outdoors() {}

  /** Leaves before shadow, with gaps of sky. */
  static void foliage(Raster on, Random random) {
    double side = Walls.side(on);
    Noise noise = Noise.of(random);
    Noise shade = Noise.of(random);
    Colour leaf = Palette.leaf(random);
    Colour deep = leaf.times(0.12f);
    Colour sky = Palette.of(0.58, 0.15, 1).times((float) Draw.between(random, 0.6, 1.3));
    float scale = (float) (1 / (Draw.between(random, 0.05, 0.3) * side));
    float gaps = (float) Draw.between(random, 0.6, 0.8);
    float[] bright = new float[3];
    Paint paint =
        (x, y, rgb) -> {
          float n = noise.fractal(x * scale, y * scale, 4);
          float s = shade.fractal(x * scale * 1.7f, y * scale * 1.7f, 3);
          float share = Math.max(0, Math.min(1, 2.4f * s - 0.7f));
          Paint.of(deep.towards(leaf, share)).at(x, y, rgb);
          float open = Math.max(0, Math.min(1, (n - gaps + 0.1f * (1 - y / on.height())) * 12));
          Paint.of(sky).at(x, y, bright);
          for (int c = 0; c < 3; c++) {
            rgb[c] += open * (bright[c] - rgb[c]);
          }
        };
    Brush.wash(on, paint);
  }

  /** Sky over houses, hills or trees. */
  static void skyline(Raster on, Random random) {
    double side = Walls.side(on);
    boolean isClear = random.nextBoolean();
    Colour high = Palette.of(0.6, isClear ? Draw.between(random, 0.2, 0.6) : 0.06, 0.9);
    Colour low = high.towards(Colour.grey(0.9f), 0.7f);
    Noise noise = Noise.of(random);
    Brush.wash(
        on,
        Paint.gradient(high, low, new Spot(0, 0), new Spot(0, 0.7 * on.height()))
            .mottled(noise, 0.6 * side, 0.25 * side, isClear ? 0.1 : 0.3));
    double horizon = Draw.between(random, 0.15, 0.7) * on.height();
    boolean isTown = random.nextBoolean();
    if (isTown) {
      houses(on, horizon, random);
    }
    Colour ground = Palette.leaf(random).times((float) Draw.between(random, 0.2, 0.7));
    double ridge = horizon + (isTown ? 0.3 : 0) * side;
    Shape hills = Shape.beyond(new Spot(0, ridge), 0, 1).rough(noise, 0.4 * side, 0.2 * side);
    Brush.SHARP.fill(on, hills, Paint.of(ground).mottled(noise, 0.1 * side, 0.06 * side, 0.5));
  }

  private static void houses(Raster on, double horizon, Random random) {
    double side = Walls.side(on);
    double x = -0.1 * side;
    while (x < on.width()) {
      double width = Draw.between(random, 0.1, 0.35) * side;
      double top = horizon + Draw.normal(random, 0.15, 0.3) * side;
      Colour wall = Palette.wall(random).times(0.6f);
      Shape house = Shape.box(x, top, x + width, on.height() + side, 0);
      Brush.SHARP.fill(on, house, Paint.of(wall));
      for (double y = top + 0.05 * side; y < on.height(); y += 0.09 * side) {
        Shape windows = Shape.box(x + 0.03 * side, y, x + width - 0.03 * side, y + 0.04 * side, 0);
        Brush.SHARP.withOpacity(0.6).fill(on, windows, Paint.of(wall.times(0.4f)));
      }
      x += width;
    }
  }

  /** Lamps far out of focus. */
  static void bokeh(Raster on, Random random) {
    double side = Walls.side(on);
    Walls.plainOf(on, Palette.wall(random).times((float) Draw.ratio(random, 0.03, 0.4)), random);
    int count = 8 + random.nextInt(30);
    double hue = random.nextDouble();
    for (int i = 0; i < count; i++) {
      double radius = Draw.ratio(random, 0.015, 0.08) * side;
      double x = random.nextDouble() * on.width();
      double y = random.nextDouble() * on.height();
      double tone = Draw.chance(random, 0.6) ? 0.1 : hue + Draw.normal(random, 0.1, 0.3);
      Colour lamp =
          Palette.of(tone, Draw.between(random, 0.1, 0.7), 1)
              .times((float) Draw.ratio(random, 0.5, 2));
      Brush disc = Brush.soft(0.2 * radius).withOpacity(Draw.between(random, 0.15, 0.8));
      disc.fill(on, Shape.ellipse(x, y, radius, radius), Paint.of(lamp));
    }
  }
}
