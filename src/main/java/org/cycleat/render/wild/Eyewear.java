package org.cycleat.render.wild;

import java.util.Random;
import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Colour;

/** Glasses and sunglasses, placed by the eyes' landmarks and turned with them. */
final class Eyewear {
  /** Of the landmarks: outer corner, inner corner, and the nearer end of the jaw, by eye. */
  private static final int[][] EYES = {{36, 39, 0}, {45, 42, 16}};

  private Eyewear() {}

  static void paint(
      Raster on, float[] landmarks, FaceFrame frame, Illumination light, Random random) {
    boolean isDark = Draw.chance(random, 0.22);
    Colour lens = isDark ? Palette.of(0.08, 0.4 * random.nextDouble(), 0.12) : Colour.grey(0.9f);
    Colour rim =
        random.nextBoolean()
            ? Colour.grey(0.015f)
            : Palette.of(0.09, 0.4, 0.2 + 0.5 * random.nextDouble());
    double line = (isDark ? 0.04 : Draw.between(random, 0.02, 0.055)) * frame.size();
    double tall = Draw.between(random, 0.12, 0.19) * frame.size();
    double corner = Draw.between(random, 0.4, 1);
    double opacity = isDark ? Draw.between(random, 0.85, 0.98) : Draw.between(random, 0, 0.06);
    Paint rimPaint = light.flat(Paint.of(rim), 0, 0.3f, 0.95f);
    Brush pen = Brush.soft(0.008 * frame.size());
    for (int[] eye : EYES) {
      Spot outer = FaceFrame.point(landmarks, eye[0]);
      Spot inner = FaceFrame.point(landmarks, eye[1]);
      // seen from its side, an eye is narrow, and so is the glass before it
      double half = Math.max(0.03 * frame.size(), 0.84 * outer.distance(inner));
      Spot centre = outer.towards(inner, 0.46);
      Shape glass = glass(frame, centre, half, tall, corner);
      Paint shine =
          Paint.gradient(lens, lens.times(isDark ? 3 : 0.8f), outer, centre.plus(0, -tall));
      pen.withOpacity(opacity).fill(on, glass, isDark ? light.flat(shine, 0, 0.2f, 0.97f) : shine);
      pen.fill(on, glass.outline(line), rimPaint);
      Spot hinge = centre.towards(outer, half / Math.max(1, centre.distance(outer)));
      temple(on, hinge, FaceFrame.point(landmarks, eye[2]), frame, line, pen, rimPaint);
    }
    bridge(on, landmarks, frame, line, pen, rimPaint);
  }

  /** The side piece, from the glass to the ear, unless the head hides it. */
  private static void temple(
      Raster on, Spot hinge, Spot ear, FaceFrame frame, double line, Brush pen, Paint paint) {
    double reach = frame.u((float) ear.x(), (float) ear.y());
    double from = frame.u((float) hinge.x(), (float) hinge.y());
    boolean isOutward = Math.abs(reach) > Math.abs(from) && reach * from > 0;
    if (isOutward) {
      Spot end = ear.plus(0, -0.08 * frame.size());
      pen.fill(on, Shape.bar(hinge, end, line / 2, line / 2), paint);
    }
  }

  /** A rounded rectangle along the face's own directions. */
  private static Shape glass(
      FaceFrame frame, Spot centre, double half, double tall, double corner) {
    double across = half / frame.size();
    double down = tall / frame.size();
    float u = frame.u((float) centre.x(), (float) centre.y());
    float v = frame.v((float) centre.x(), (float) centre.y()) + 0.02f;
    double round = corner * Math.min(across, down);
    Shape box = Shape.box(u - across, v - down, u + across, v + down, round);
    float size = (float) frame.size();
    return (x, y) -> size * box.distance(frame.u(x, y), frame.v(x, y));
  }

  private static void bridge(
      Raster on, float[] landmarks, FaceFrame frame, double line, Brush pen, Paint paint) {
    Spot left = FaceFrame.point(landmarks, 39);
    Spot right = FaceFrame.point(landmarks, 42);
    Spot nose = FaceFrame.point(landmarks, 27);
    double share = Math.min(0.25, 0.06 * frame.size() / Math.max(1, left.distance(right)));
    Spot middle = new Spot(nose.x(), nose.y() - 0.02 * frame.size());
    Shape halves =
        Shape.bar(left.towards(nose, share + 0.2), middle, line / 2, line / 2)
            .or(Shape.bar(right.towards(nose, share + 0.2), middle, line / 2, line / 2));
    pen.fill(on, halves, paint);
  }
}
