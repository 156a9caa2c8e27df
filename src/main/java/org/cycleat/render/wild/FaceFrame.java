package org.cycleat.render.wild;

/**
 * Coordinates that move with a face: the origin is between the eyes, u points to the viewer's right
 * along the face, v down it, and the chin of a face that looks ahead is at v = 1. There, the brows
 * are at -0.25, the crown of a bald head at -1, and the jaw at u = -0.67 and 0.67.
 *
 * @param eyes the origin, pixels
 * @param rightX of the direction of u in the picture, of length 1
 * @param rightY of the same
 * @param size pixels of one unit
 * @param left u of the face's left edge as far as landmarks reach
 * @param right u of the face's right edge
 * @param ears between the ears, on the axis that the head turns about: pixels
 */
record FaceFrame(
    Spot eyes, double rightX, double rightY, double size, double left, double right, Spot ears) {
  private static final double JAW = 1.34; // ear to ear
  private static final double BROW = 0.26;

  static FaceFrame of(FaceArea area) {
    if (area.landmarks().isPresent()) {
      return of(area.landmarks().get());
    }
    double size = (area.bottom() - area.top()) / (1 + BROW);
    double middle = (area.left() + area.right()) / 2;
    Spot eyes = new Spot(middle, area.top() + BROW * size);
    double half = (area.right() - area.left()) / 2 / size;
    return new FaceFrame(eyes, 1, 0, size, -half, half, eyes);
  }

  private static FaceFrame of(float[] landmarks) {
    Spot eyes = mean(landmarks, 36, 48);
    Spot chin = point(landmarks, 8);
    Spot bridge = point(landmarks, 27);
    Spot first = point(landmarks, 0);
    Spot last = point(landmarks, 16);
    // of the two directions, a turned head keeps the one and a nodding head the other
    double x = (chin.y() - bridge.y()) + (last.x() - first.x());
    double y = -(chin.x() - bridge.x()) + (last.y() - first.y());
    double length = Math.sqrt(x * x + y * y);
    boolean isNone = length < 1e-6; // all landmarks in one place
    double rightX = isNone ? 1 : x / length;
    double rightY = isNone ? 0 : y / length;
    double size = Math.max(1, Math.max(eyes.distance(chin), first.distance(last) / JAW));
    double left = 0;
    double right = 0;
    for (int n = 0; n < FaceArea.LANDMARKS; n++) {
      Spot spot = point(landmarks, n);
      double u = ((spot.x() - eyes.x()) * rightX + (spot.y() - eyes.y()) * rightY) / size;
      left = Math.min(left, u);
      right = Math.max(right, u);
    }
    return new FaceFrame(eyes, rightX, rightY, size, left, right, first.towards(last, 0.5));
  }

  /** The n-th landmark. */
  static Spot point(float[] landmarks, int n) {
    return new Spot(landmarks[2 * n], landmarks[2 * n + 1]);
  }

  /** The mean of some landmarks. */
  static Spot mean(float[] landmarks, int from, int to) {
    double x = 0;
    double y = 0;
    for (int n = from; n < to; n++) {
      x += landmarks[2 * n];
      y += landmarks[2 * n + 1];
    }
    return new Spot(x / (to - from), y / (to - from));
  }

  Spot at(double u, double v) {
    return eyes.plus(size * (u * rightX - v * rightY), size * (u * rightY + v * rightX));
  }

  float u(float x, float y) {
    return (float) (((x - eyes.x()) * rightX + (y - eyes.y()) * rightY) / size);
  }

  float v(float x, float y) {
    return (float) (((y - eyes.y()) * rightX - (x - eyes.x()) * rightY) / size);
  }

  /** Where the middle of the head appears, which a turned face has moved away from. */
  double headU() {
    return u((float) ears.x(), (float) ears.y());
  }
}
