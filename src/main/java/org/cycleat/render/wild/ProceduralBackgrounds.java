package org.cycleat.render.wild;

import java.util.List;
import java.util.Random;
import org.cycleat.render.Raster;

/** Backgrounds out of nothing but random numbers, more or less out of focus. */
final class ProceduralBackgrounds implements Backgrounds {

  /** Paints a whole raster. */
  private interface Scenery {
    void paint(Raster on, Random random);
  }

  // what occurs twice is drawn twice as often
  private static final List<Scenery> SCENERIES =
      List.of(
          Walls::plain,
          Walls::plain,
          Walls::plain,
          Walls::curtain,
          Walls::panels,
          Walls::banner,
          Rooms::interior,
          Rooms::interior,
          Rooms::shelves,
          Rooms::crowd,
          Rooms::crowd,
          Outdoors::foliage,
          Outdoors::skyline,
          Outdoors::bokeh);

  @Override
  public Raster draw(int width, int height, Random random) {
    double sigma = Draw.ratio(random, 0.004, 0.05) * Math.min(width, height);
    // A blurred picture has no details: painted small, it costs a fraction.
    int shrink = Math.max(1, (int) (sigma / 1.2));
    Raster small = Raster.empty(ceil(width, shrink), ceil(height, shrink));
    Draw.oneOf(random, SCENERIES).paint(small, random);
    Raster soft = Blur.gaussian(small, sigma / shrink);
    if (shrink == 1) {
      return soft;
    }
    return new Raster(
        width, height, Resize.of(soft.pixels(), small.width(), small.height(), 4, width, height));
  }

  private static int ceil(int length, int shrink) {
    return (length + shrink - 1) / shrink;
  }
}
