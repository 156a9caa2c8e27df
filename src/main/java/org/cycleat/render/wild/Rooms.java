package org.cycleat.render.wild;

import java.util.Random;
import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Colour;

/** Where people are: rooms, shelves, other people. */
final class Rooms {
  private Rooms() {}

  /** Walls that meet, with a window, a door, a lamp or pictures on them. */
  static void interior(Raster on, Random random) {
    double side = Walls.side(on);
    Walls.plainOf(on, Palette.wall(random), random);
    double corner = random.nextDouble() * on.width();
    double lean = Draw.normal(random, 0.06, 0.2);
    Shape other = Shape.beyond(new Spot(corner, 0), 1, lean);
    Brush.SHARP.fill(on, other, Walls.lit(on, Palette.wall(random), random));
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      double width = Draw.ratio(random, 0.1, 0.6) * side;
      double height = Draw.ratio(random, 0.15, 1.2) * side;
      double left = Draw.between(random, -0.2, 1) * on.width();
      double top = Draw.between(random, -0.4, 0.8) * on.height();
      boolean isBright = Draw.chance(random, 0.3);
      Colour colour =
          isBright ? Colour.grey((float) Draw.ratio(random, 0.7, 2)) : Palette.wall(random);
      Shape frame = Shape.box(left, top, left + width, top + height, 0.01 * side);
      Brush.SHARP.fill(on, frame, Walls.lit(on, colour, random));
      Paint rim = Paint.of(Palette.wall(random));
      Brush.SHARP.fill(on, frame.outline(Draw.between(random, 0.01, 0.04) * side), rim);
    }
  }

  /** Rows of books, bottles or boxes. */
  static void shelves(Raster on, Random random) {
    double side = Walls.side(on);
    Walls.plainOf(on, Palette.wall(random).times(0.3f), random);
    double row = Draw.between(random, 0.18, 0.4) * side;
    double board = 0.1 * row;
    Paint wood =
        Paint.of(Palette.of(0.08, random.nextDouble() * 0.5, 0.2 + random.nextDouble() * 0.5));
    for (double floor = row * random.nextDouble(); floor < on.height() + row; floor += row) {
      double x = -0.05 * side;
      while (x < on.width()) {
        double width = Draw.ratio(random, 0.03, 0.09) * side;
        double height = Draw.between(random, 0.55, 0.85) * row;
        if (Draw.chance(random, 0.88)) {
          Colour back = Palette.cloth(random).times((float) Draw.between(random, 0.4, 0.9));
          Shape book = Shape.box(x, floor - height, x + width, floor, 0.1 * width);
          Brush.SHARP.fill(on, book, Paint.of(back));
        }
        x += width * 1.06;
      }
      Shape plank = Shape.box(-1, floor, on.width() + 1, floor + board, 0);
      Brush.SHARP.fill(on, plank, wood);
    }
  }

  /** People in rows, the farther the higher and the smaller. */
  static void crowd(Raster on, Random random) {
    double side = Walls.side(on);
    Walls.plainOf(on, Palette.wall(random).times(0.6f), random);
    float light = (float) Draw.between(random, 0.45, 1);
    double size = Draw.between(random, 0.07, 0.15) * side; // half a head's width
    int rows = 1 + random.nextInt(3);
    for (int row = 0; row < rows; row++) {
      double scale = size * (1 + 0.5 * row);
      double y = (0.15 + 0.3 * row) * on.height() + Draw.normal(random, 0.1, 0.2) * side;
      double x = -scale * 3 * random.nextDouble();
      while (x < on.width() + scale) {
        Spot head = new Spot(x, y + Draw.normal(random, 0.5, 1) * scale);
        person(on, head, scale * Draw.between(random, 0.85, 1.15), light, random);
        x += scale * Draw.between(random, 2.4, 5);
      }
    }
  }

  private static void person(Raster on, Spot head, double size, float light, Random random) {
    double x = head.x();
    double y = head.y();
    double neck = y + 1.5 * size;
    Shape body =
        Shape.box(x - 1.9 * size, neck, x + 1.9 * size, neck + on.height() + size, 1.2 * size);
    Colour cloth = Palette.cloth(random).times(light);
    Brush.SHARP.fill(
        on,
        body,
        Paint.gradient(cloth, cloth.times(0.5f), new Spot(x, neck), new Spot(x, neck + 6 * size)));
    Colour hair = Palette.hair(random).times(light);
    Brush.SHARP.fill(
        on, Shape.ellipse(x, y - 0.25 * size, 1.08 * size, 1.3 * size), Paint.of(hair));
    Colour skin = Palette.skin(random).times(0.8f * light);
    double turn = Draw.normal(random, 0.15, 0.3) * size;
    Paint face =
        Paint.gradient(skin, skin.times(0.55f), new Spot(x - size, y), new Spot(x + size, y));
    Brush.SHARP.fill(on, Shape.bar(head, new Spot(x, neck), 0.5 * size, 0.5 * size), face);
    Brush.SHARP.fill(on, Shape.ellipse(x + turn, y + 0.2 * size, 0.85 * size, 1.15 * size), face);
    Shape shadow = Shape.box(x + turn - 0.6 * size, y, x + turn + 0.6 * size, y + 0.2 * size, size);
    Brush.soft(0.3 * size).withOpacity(0.5).fill(on, shadow, Paint.of(hair)); // eyes and brows
  }
}
