package org.cycleat.render.wild;

import java.util.List;
import java.util.Random;
import org.cycleat.render.HeadPose;
import org.cycleat.render.Light;
import org.cycleat.render.Lighting;
import org.cycleat.render.mesh.Colour;

/** Draws poses, distances and lights as they occur in photographs of people. */
final class WildScenes {
  static final double MOST_PAN = 70;
  static final double MOST_TILT = 40;
  static final double MOST_ROLL = 35;

  /** A kind of light. */
  private interface Lights {
    Lighting draw(Random random);
  }

  // what occurs twice is drawn twice as often
  private static final List<Lights> LIGHTS =
      List.of(
          WildScenes::daylight,
          WildScenes::daylight,
          WildScenes::indoors,
          WildScenes::indoors,
          WildScenes::hard,
          WildScenes::hard,
          WildScenes::flash,
          WildScenes::flash,
          WildScenes::twoColoured,
          WildScenes::dim);

  private WildScenes() {}

  static WildScene draw(Random random) {
    return new WildScene(
        pose(random), distance(random), Draw.oneOf(random, LIGHTS).draw(random), Crop.draw(random));
  }

  /** Most people look about into the camera, and some look far away. */
  static HeadPose pose(Random random) {
    return new HeadPose(
        Draw.normal(random, 22, MOST_PAN),
        Draw.normal(random, 12, MOST_TILT),
        Draw.normal(random, 10, MOST_ROLL));
  }

  /** A few at arm's length, most from across a room, some through a long lens. */
  static double distance(Random random) {
    double kind = random.nextDouble();
    if (kind < 0.12) {
      return Draw.between(random, 1.6, 3);
    }
    return kind < 0.75 ? Draw.ratio(random, 3, 14) : Double.POSITIVE_INFINITY;
  }

  /** An overcast sky, or a window and a bright room. */
  private static Lighting daylight(Random random) {
    Colour sky = Palette.of(0.58, Draw.between(random, 0, 0.15), 1);
    return new Lighting(
        sky.times(0.35f),
        List.of(
            key(random, 60, 20, 65, Colour.grey(0.4f)),
            key(random, 80, 0, 40, sky.times(0.22f)),
            key(random, 30, -50, -10, Colour.grey(0.06f))));
  }

  /** Warm lamps below a ceiling. */
  private static Lighting indoors(Random random) {
    Colour lamp = Palette.of(0.09, Draw.between(random, 0.05, 0.3), 1);
    return new Lighting(
        lamp.times(0.25f),
        List.of(
            key(random, 50, 25, 70, lamp.times(0.5f)), key(random, 70, 0, 50, lamp.times(0.2f))));
  }

  /** The sun, or one lamp, with little that brightens its shadows. */
  private static Lighting hard(Random random) {
    double azimuth = Draw.side(random) * Draw.between(random, 25, 80);
    Colour sun = Palette.of(0.1, Draw.between(random, 0, 0.2), 1);
    Colour shadow = Palette.of(0.6, Draw.between(random, 0, 0.2), 1);
    return new Lighting(
        shadow.times((float) Draw.between(random, 0.1, 0.2)),
        List.of(Light.at(azimuth, Draw.between(random, 0, 55), sun.times(0.85f))));
  }

  /** A flash beside the lens, and the room behind it. */
  private static Lighting flash(Random random) {
    Colour room = Palette.of(0.09, Draw.between(random, 0, 0.25), 1);
    return new Lighting(
        room.times((float) Draw.between(random, 0.1, 0.25)),
        List.of(
            key(random, 12, 0, 20, Colour.grey(0.6f)), key(random, 70, 20, 60, room.times(0.1f))));
  }

  /** A lamp of one colour on either side: a stage, a street at night. */
  private static Lighting twoColoured(Random random) {
    double warm = Draw.between(random, 0.02, 0.12);
    double cold = Draw.between(random, 0.48, 0.68);
    int side = Draw.side(random);
    Colour first = Palette.of(warm, Draw.between(random, 0.15, 0.4), 1);
    Colour second = Palette.of(cold, Draw.between(random, 0.2, 0.55), 1);
    return new Lighting(
        first.towards(second, 0.5f).times(0.18f),
        List.of(
            Light.at(side * Draw.between(random, 15, 55), 25, first.times(0.6f)),
            Light.at(-side * Draw.between(random, 40, 90), 10, second.times(0.45f))));
  }

  /** Evening: a weak light and a weaker one. */
  private static Lighting dim(Random random) {
    Colour lamp = Palette.of(0.08, Draw.between(random, 0.1, 0.35), 1);
    return new Lighting(
        Colour.grey(0.1f),
        List.of(
            key(random, 65, 0, 45, lamp.times(0.3f)), key(random, 65, 0, 30, Colour.grey(0.12f))));
  }

  /** A light within some degrees to either side, and between two elevations. */
  private static Light key(
      Random random, double aside, double lowest, double highest, Colour colour) {
    return Light.at(
        Draw.between(random, -aside, aside), Draw.between(random, lowest, highest), colour);
  }
}
