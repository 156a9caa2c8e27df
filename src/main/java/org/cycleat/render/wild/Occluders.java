package org.cycleat.render.wild;

import java.util.Optional;
import java.util.Random;
import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Colour;

/** Things between the camera and a face. */
final class Occluders {
  private final Raster on;
  private final FaceFrame frame;
  private final Tones tones;
  private final Illumination light;
  private final Random random;
  private final double size;

  Occluders(Raster on, FaceFrame frame, Tones tones, Illumination light, Random random) {
    this.on = on;
    this.frame = frame;
    this.tones = tones;
    this.light = light;
    this.random = random;
    size = frame.size();
  }

  /** Paints one of them; of a face without landmarks, no glasses. */
  void paint(Optional<float[]> landmarks) {
    double kind = random.nextDouble();
    if (kind < 0.5 && landmarks.isPresent()) {
      Eyewear.paint(on, landmarks.get(), frame, light, random);
    } else if (kind < 0.62 && tones.hair().isPresent()) {
      strands(tones.hair().get());
    } else if (kind < 0.72) {
      hand();
    } else if (kind < 0.82) {
      microphone();
    } else if (kind < 0.9) {
      scarf();
    } else {
      edge();
    }
  }

  /** Locks of hair that fall into the face. */
  private void strands(Colour hair) {
    int side = Draw.side(random);
    Paint paint = light.flat(Paint.of(hair), 0.3f * side, 0.4f, 0.86f);
    double edge = side < 0 ? frame.left() : frame.right();
    int count = 4 + random.nextInt(14);
    for (int i = 0; i < count; i++) {
      Spot root = frame.at(edge * Draw.between(random, 0.1, 0.9), -0.85);
      Spot middle = frame.at(edge * Draw.between(random, 0.45, 1), Draw.between(random, -0.35, 0));
      Spot end = frame.at(edge * Draw.between(random, 0.6, 1.1), Draw.between(random, 0.1, 1.1));
      double thick = Draw.between(random, 0.008, 0.035) * size;
      Shape lock =
          Shape.bar(root, middle, thick, thick).or(Shape.bar(middle, end, thick, 0.3 * thick));
      Brush.soft(0.02 * size).withOpacity(Draw.between(random, 0.5, 1)).fill(on, lock, paint);
    }
  }

  /** A hand at the cheek or the chin, on its arm: fingers side by side. */
  private void hand() {
    int side = Draw.side(random);
    double edge = side < 0 ? frame.left() : frame.right();
    Spot palm = frame.at(edge * Draw.between(random, 0.7, 1.25), Draw.between(random, 0.75, 1.2));
    Spot elbow = palm.plus(side * Draw.between(random, 0.3, 1.2) * size, 2 * size);
    Paint skin = Paint.of(tones.skin());
    bar(palm, elbow, 0.24 * size, 0.3 * size, skin);
    double lean = Draw.between(random, -0.5, 0.2) * -side;
    for (int finger = 0; finger < 4; finger++) {
      double across = (finger - 1.5) * 0.13 * size;
      Spot knuckle = palm.plus(across, -0.1 * size);
      double long_ = (finger == 0 || finger == 3 ? 0.4 : 0.5) * size;
      Spot tip = knuckle.plus(lean * long_, -long_ * Draw.between(random, 0.8, 1));
      bar(knuckle, tip, 0.085 * size, 0.06 * size, skin);
    }
  }

  private void microphone() {
    Spot head = frame.at(Draw.normal(random, 0.4, 0.8), Draw.between(random, 0.75, 1.3));
    double radius = Draw.between(random, 0.12, 0.24) * size;
    Spot grip = head.plus(Draw.normal(random, 0.6, 1.2) * size, 3 * size);
    Colour foam = Draw.chance(random, 0.7) ? Colour.grey(0.03f) : Palette.any(random);
    bar(head, grip, 0.45 * radius, 0.6 * radius, Paint.of(Colour.grey(0.04f)));
    Noise noise = Noise.of(random);
    Paint mesh = Paint.of(foam).mottled(noise, 0.12 * radius, 0.12 * radius, 0.6);
    bar(head, head.towards(grip, 0.4 * radius / size), radius, radius, mesh);
  }

  /** Wound about the neck up to the chin or the mouth. */
  private void scarf() {
    Colour cloth = Palette.cloth(random);
    Noise noise = Noise.of(random);
    double top = Draw.between(random, 0.72, 1.05);
    for (int fold = 2; fold >= 0; fold--) {
      double v = top + 0.17 + 0.26 * fold;
      Spot left = frame.at(frame.headU() - 0.7, v + Draw.normal(random, 0.1, 0.25));
      Spot right = frame.at(frame.headU() + 0.7, v + Draw.normal(random, 0.1, 0.25));
      Spot middle = frame.at(0.6 * frame.headU(), v + 0.2);
      double radius = 0.19 * size;
      Paint wool = Paint.of(cloth).mottled(noise, 0.5 * size, 0.07 * size, 0.5);
      bar(left, middle, radius, radius, wool);
      bar(right, middle, radius, radius, wool);
    }
  }

  /** Something near the camera and out of focus, at the edge of the picture. */
  private void edge() {
    boolean isSide = Draw.chance(random, 0.7);
    double reach = Draw.between(random, 0.05, 0.22);
    int side = Draw.side(random);
    double tilt = Draw.normal(random, 0.15, 0.4);
    double length = Math.sqrt(1 + tilt * tilt);
    double width = on.width();
    double height = on.height();
    Spot at =
        isSide
            ? new Spot(side < 0 ? reach * width : (1 - reach) * width, height / 2)
            : new Spot(width / 2, (1 - 0.7 * reach) * height);
    Shape thing =
        isSide
            ? Shape.beyond(at, side / length, tilt / length)
            : Shape.beyond(at, tilt / length, 1 / length);
    Noise noise = Noise.of(random);
    double pixels = Math.min(width, height);
    Brush.soft(Draw.between(random, 0.04, 0.2) * pixels)
        .fill(
            on,
            thing.rough(noise, 0.5 * pixels, 0.12 * pixels),
            light.flat(Paint.of(Palette.cloth(random)), 0, 0.3f, 0.95f));
  }

  private void bar(Spot from, Spot to, double radiusFrom, double radiusTo, Paint paint) {
    double radius = Math.max(radiusFrom, radiusTo);
    Brush.soft(0.02 * size)
        .fill(
            on,
            Shape.bar(from, to, radiusFrom, radiusTo),
            light.round(paint, from, to, 1.02 * radius));
  }
}
