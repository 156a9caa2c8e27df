package org.cycleat.render.wild;

import java.util.Optional;

/**
 * Where the face is in a render.
 *
 * @param left edge of the box from ear to ear, pixels
 * @param top edge of the box from the brows to the chin, pixels
 * @param landmarks [68 * 2] x and y in pixels, in the order of the 68 points of Multi-PIE and iBUG:
 *     17 of the jaw from the viewer's left, 5 of each brow, 9 of the nose, 6 of each eye, 20 of the
 *     mouth
 */
public record FaceArea(
    double left, double top, double right, double bottom, Optional<float[]> landmarks) {
  public static final int LANDMARKS = 68;

  public FaceArea {
    if (!(right > left && bottom > top) || !Double.isFinite(left + top + right + bottom)) {
      throw new IllegalArgumentException(
          "no area of a face: left %s, top %s, right %s, bottom %s"
              .formatted(left, top, right, bottom));
    }
    if (landmarks.isPresent() && landmarks.get().length != 2 * LANDMARKS) {
      throw new IllegalArgumentException(
          "expected %d numbers of landmarks, got %d"
              .formatted(2 * LANDMARKS, landmarks.get().length));
    }
  }

  /** A face of which only the box is known, taken to look straight ahead: it gets no glasses. */
  public static FaceArea of(double left, double top, double right, double bottom) {
    return new FaceArea(left, top, right, bottom, Optional.empty());
  }

  /** A face by its landmarks, [68 * 2], with the box around them. */
  public static FaceArea of(float[] landmarks) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i = 0; i + 1 < landmarks.length; i += 2) {
      left = Math.min(left, landmarks[i]);
      right = Math.max(right, landmarks[i]);
      top = Math.min(top, landmarks[i + 1]);
      bottom = Math.max(bottom, landmarks[i + 1]);
    }
    return new FaceArea(left, top, right, bottom, Optional.of(landmarks));
  }
}
