package org.cycleat.render.facekit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cycleat.render.Point3;

/**
 * What each texel of the skin is part of: lips, brows, lids, cheeks, beard, scalp. It is found by
 * place on the neutral face of the mean person, and holds for everybody, since all faces of the kit
 * have the same points. Places and widths are centimetres there.
 */
final class SkinMap {
  /** The parts, each a share from 0 to 1 of every texel; the brow is a distance instead. */
  enum Part {
    LIPS,
    /** Distance from the middle of the brow in half widths of a usual brow. */
    BROW,
    LASHES,
    FLUSH,
    SHADOW,
    BEARD,
    SCALP
  }

  private static final double FAR = 99;

  private final UvMap map;
  private final Map<Part, float[]> shares = new EnumMap<>(Part.class);

  /** Landmarks' places, by their numbers in the 68 points scheme, from 0. */
  private final List<Point3> landmarks;

  private final Curve mouth;
  private final List<Curve> brows;
  private final List<Curve> eyes;

  SkinMap(UvMap map, List<Point3> landmarks) {
    this.map = map;
    this.landmarks = landmarks;
    mouth = Curve.closed(points(48, 59));
    brows = List.of(Curve.open(points(17, 21)), Curve.open(points(26, 22)));
    eyes = List.of(Curve.closed(points(36, 41)), Curve.closed(points(42, 47)));
    for (Part part : Part.values()) {
      shares.put(part, new float[map.side() * map.side()]);
    }
    IntStream.range(0, map.side() * map.side()).filter(map::isKnown).parallel().forEach(this::fill);
  }

  int side() {
    return map.side();
  }

  Point3 place(int texel) {
    return map.place(texel);
  }

  float share(Part part, int texel) {
    return shares.get(part)[texel];
  }

  private List<Point3> points(int first, int last) {
    int step = first <= last ? 1 : -1;
    return IntStream.rangeClosed(0, Math.abs(last - first))
        .mapToObj(i -> landmarks.get(first + step * i))
        .toList();
  }

  private void fill(int texel) {
    Point3 p = map.place(texel);
    boolean isFront = p.z() > 6 && Math.abs(p.x()) < 7;
    set(Part.LIPS, texel, isFront ? lips(p) : 0);
    set(Part.BROW, texel, isFront ? brow(p) : FAR);
    set(Part.LASHES, texel, isFront ? lashes(p) : 0);
    set(Part.FLUSH, texel, flush(p));
    set(Part.SHADOW, texel, shadow(p));
    set(Part.BEARD, texel, beard(p));
    set(Part.SCALP, texel, scalp(p));
  }

  private void set(Part part, int texel, double share) {
    shares.get(part)[texel] = (float) share;
  }

  private double lips(Point3 p) {
    double distance = mouth.nearest(p, 0).distance();
    return step(-0.07, 0.09, mouth.surrounds(p) ? distance : -distance);
  }

  private double brow(Point3 p) {
    double least = FAR;
    for (Curve brow : brows) {
      Curve.Nearest nearest = brow.nearest(new Point3(p.x(), p.y() + 0.12, p.z()), 0);
      double halfWidth = 0.1 + 0.22 * Math.min(1, 2 * nearest.along());
      least = Math.min(least, nearest.distance() / halfWidth);
    }
    return least;
  }

  /** A dark rim, stronger on the upper lid. */
  private double lashes(Point3 p) {
    double share = 0;
    for (Curve eye : eyes) {
      Curve.Nearest nearest = eye.nearest(p, 1);
      boolean isUpper = nearest.along() < 0.5;
      double width = isUpper ? 0.17 : 0.09;
      share = Math.max(share, (isUpper ? 1 : 0.55) * step(width, 0.2 * width, nearest.distance()));
    }
    return share;
  }

  /** Where blood shows: cheeks, the nose's tip and wings, the ears. */
  private static double flush(Point3 p) {
    double x = Math.abs(p.x());
    double cheek = blob(x - 4.3, 1.5) * blob(p.y() + 0.2, 1.4) * step(4, 7, p.z());
    double nose = blob(x, 1.3) * blob(p.y() + 0.2, 1.1) * step(10, 11.5, p.z());
    double ear = step(7.6, 8.4, x) * blob(p.y() - 2, 3) * step(-3, 0, p.z());
    return Math.min(1, cheek + 0.8 * nose + 0.7 * ear);
  }

  /** Where the skin is darker or in its own shadow: below the eyes, the sockets, the nostrils. */
  private static double shadow(Point3 p) {
    double x = Math.abs(p.x());
    double below = 0.55 * blob(x - 3, 1.3) * blob(p.y() - 2.15, 0.45) * step(6, 8, p.z());
    double corner = 0.5 * blob(x - 1.5, 0.5) * blob(p.y() - 3.5, 0.7) * step(7, 8, p.z());
    double nostril =
        1.6 * blob(x - 0.72, 0.33) * blob(p.y() + 0.98, 0.22) * blob(p.z() - 11.1, 0.7);
    return Math.min(1, below + corner + nostril);
  }

  private double beard(Point3 p) {
    double x = Math.abs(p.x());
    double edge = -1.75 + 0.33 * Math.max(0, x - 2.3) + 1.3 * step(5.5, 7.5, x);
    double cheeks = step(edge + 0.35, edge - 0.5, p.y());
    double neck = step(-10.5, -8, p.y()) * step(0.5, 3, p.z());
    return cheeks * neck * step(8, 7.4, x);
  }

  /** Above and behind the hairline, without the ears. */
  private static double scalp(Point3 p) {
    double[] depths = {-7, -4, -1, 1.2, 2.6, 4, 5.5, 7.5};
    double[] heights = {-4.5, -2.5, 1.5, 3.2, 5.2, 7.4, 8.8, 9.5};
    double line = heights[heights.length - 1];
    if (p.z() <= depths[0]) {
      line = heights[0];
    } else {
      for (int i = 1; i < depths.length; i++) {
        if (p.z() < depths[i]) {
          double share = (p.z() - depths[i - 1]) / (depths[i] - depths[i - 1]);
          line = heights[i - 1] + share * (heights[i] - heights[i - 1]);
          break;
        }
      }
    }
    boolean isEar = Math.abs(p.x()) > 7.75 && p.y() < 5.6 && p.z() > -2.6;
    return isEar ? 0 : step(line - 0.5, line + 0.6, p.y());
  }

  /** From 0 at one value to 1 at the other, smoothly; the first may be the greater. */
  static double step(double zero, double one, double value) {
    double t = Math.max(0, Math.min(1, (value - zero) / (one - zero)));
    return t * t * (3 - 2 * t);
  }

  /** A bell of height 1 (its tails are cut): close to Gauss's, and the same on every machine. */
  private static double blob(double distance, double width) {
    double t = Math.max(0, 1 - distance * distance / (6 * width * width));
    return t * t * t;
  }
}
