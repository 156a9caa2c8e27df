package org.cycleat.render.facekit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cycleat.render.Point3;

/** The points and squares of {@link DrawnKit}: a grid for each part, numbered as the kit's are. */
final class DrawnHead {
  /** What a shape does to a point. */
  interface Change extends UnaryOperator<Point3> {}

  private static final double EYE_X = 3.2;
  private static final double EYE_Y = 3.4;

  private final List<Point3> points = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder coordinates = new StringBuilder();
  private final StringBuilder squares = new StringBuilder();

  DrawnHead() {
    for (KitPart part : KitPart.values()) {
      add(part);
    }
    points.forEach(p -> lines.add(line(p)));
  }

  /** A square grid of the part's points; those that are left over lie on its last one. */
  private void add(KitPart part) {
    int count = part.lastVertex() - part.firstVertex() + 1;
    int side = (int) Math.sqrt(count);
    for (int i = 0; i < count; i++) {
      int row = Math.min(i / side, side - 1);
      int column = Math.min(i - row * side, side - 1);
      double u = column / (side - 1.0);
      double v = row / (side - 1.0);
      points.add(place(part, u, v));
      coordinates.append("vt %.4f %.4f\n".formatted(tile(part) + 0.01 + 0.98 * u, 0.01 + 0.98 * v));
    }
    for (int row = 0; row + 1 < side; row++) {
      for (int column = 0; column + 1 < side; column++) {
        int at = part.firstVertex() + row * side + column;
        if (part != KitPart.FACE || !isInEye(points.get(at))) {
          square(at + 1, at + 2, at + side + 2, at + side + 1);
        }
      }
    }
  }

  private void square(int a, int b, int c, int d) {
    squares.append("f %1$d/%1$d %2$d/%2$d %3$d/%3$d %4$d/%4$d\n".formatted(a, b, c, d));
  }

  private static int tile(KitPart part) {
    return switch (part) {
      case HEAD, MOUTH_SOCKET, EYE_SOCKET -> 1;
      case GUMS_AND_TONGUE -> 2;
      case TEETH -> 3;
      default -> 0;
    };
  }

  private static boolean isInEye(Point3 p) {
    double x = Math.abs(p.x()) - EYE_X;
    return p.z() > 4 && x * x / 1.2 + (p.y() - EYE_Y) * (p.y() - EYE_Y) / 0.4 < 1;
  }

  /** u goes to the own left, v up. */
  private static Point3 place(KitPart part, double u, double v) {
    double side = part.name().startsWith("RIGHT") ? -1 : 1;
    return switch (part) {
      case FACE -> skin(2 * u - 1, 2.6 * v - 1.3);
      case HEAD -> egg(Math.PI * (0.5 + u), 2.9 * v - 1.45, new Point3(7.4, 11, 10.4));
      case LEFT_EYE, RIGHT_EYE -> ball(u, v, side, 1.5);
      case LEFT_IRIS, RIGHT_IRIS -> ball(u, v, side, 1.4);
      default -> new Point3(2 * u - 1, -4 + v, 5);
    };
  }

  private static Point3 ball(double u, double v, double side, double radius) {
    Point3 p = egg((2 * u - 1) * 3, 3 * v - 1.5, new Point3(radius, radius, radius));
    return p.plus(new Point3(side * EYE_X, EYE_Y, 7.2));
  }

  private static Point3 skin(double across, double elevation) {
    Point3 p = egg(across * 1.65, elevation, new Point3(7.5, 11.2, 10.5));
    double nose = Math.max(0, 1 - p.x() * p.x() / 2 - (p.y() - 0.6) * (p.y() - 0.6) / 5);
    return p.z() > 4 ? p.plus(new Point3(0, 0, 2 * nose)) : p;
  }

  private static Point3 egg(double azimuth, double elevation, Point3 radii) {
    return new Point3(
        radii.x() * Math.cos(elevation) * Math.sin(azimuth),
        radii.y() * Math.sin(elevation),
        radii.z() * Math.cos(elevation) * Math.cos(azimuth));
  }

  /** The points' lines of an OBJ. */
  String points(Change change) {
    StringBuilder text = new StringBuilder(1 << 20);
    for (int i = 0; i < lines.size(); i++) {
      Point3 p = points.get(i);
      Point3 moved = change.apply(p);
      text.append(moved.equals(p) ? lines.get(i) : line(moved));
    }
    return text.toString();
  }

  private static String line(Point3 p) {
    return "v " + round(p.x()) + ' ' + round(p.y()) + ' ' + round(p.z()) + '\n';
  }

  private static double round(double value) {
    return Math.rint(value * 1000) / 1000;
  }

  /** What follows the points in the neutral face's OBJ. */
  String faces() {
    return "mtllib drawn.mtl\nusemtl skin\n" + coordinates + squares;
  }

  /** The points of the face that are nearest to where the 68 points lie on a face. */
  List<Integer> landmarks() {
    List<Point3> targets = new ArrayList<>();
    for (int i = 0; i <= 16; i++) { // the jaw, from the own right ear to the left
      double angle = Math.PI * (i - 8) / 16;
      targets.add(new Point3(6.6 * Math.sin(angle), 3.5 - 11.3 * Math.cos(angle), 0));
    }
    for (double x : new double[] {-5.8, -4.8, -3.6, -2.4, -1.3, 1.3, 2.4, 3.6, 4.8, 5.8}) {
      targets.add(new Point3(x, 6 - 0.03 * x * x, 0));
    }
    for (int i = 0; i < 4; i++) {
      targets.add(new Point3(0, 3.7 - 1.05 * i, 0));
    }
    for (int i = -2; i <= 2; i++) {
      targets.add(new Point3(0.6 * i, -1.1, 0));
    }
    ring(targets, 6, new Point3(-EYE_X, EYE_Y, 0), 1.3, 0.8);
    ring(targets, 6, new Point3(EYE_X, EYE_Y, 0), 1.3, 0.8);
    ring(targets, 12, new Point3(0, -3.5, 0), 2.5, 0.9);
    ring(targets, 8, new Point3(0, -3.5, 0), 1.9, 0.3);
    return targets.stream().map(this::nearest).toList();
  }

  /** From the own right corner over the top. */
  private static void ring(List<Point3> to, int count, Point3 centre, double width, double height) {
    for (int i = 0; i < count; i++) {
      double angle = Math.PI - 2 * Math.PI * i / count;
      to.add(centre.plus(new Point3(width * Math.cos(angle), height * Math.sin(angle), 0)));
    }
  }

  private int nearest(Point3 target) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= KitPart.FACE.lastVertex(); i++) {
      Point3 p = points.get(i);
      double distance = new Point3(p.x() - target.x(), p.y() - target.y(), 0).length();
      if (p.z() > 2 && distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }
}
