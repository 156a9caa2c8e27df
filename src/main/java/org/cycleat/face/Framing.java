package org.cycleat.face;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a face lies in an aligned crop: where its eyes are, and which of its points are brought
 * there. It is plain geometry, so that renders, crops of photographs and what a network is shown
 * are framed by the same code.
 *
 * @param eyeLine height of the eye line below the upper edge, as a fraction of the crop's side
 * @param eyeDistance distance between the eyes' centres, whose midpoint is on the vertical centre
 *     line, as a fraction of the crop's side; smaller leaves more margin around the face
 * @param alignment by which of the face's points; null, as in older files, by the eyes
 */
public record Framing(double eyeLine, double eyeDistance, Alignment alignment) {

  /**
   * The framing of Labeled Faces in the Wild as it is used for training, so that a face found in a
   * photograph looks to the networks like those they learned from: medians of YuNet's eyes over 998
   * LFW crops of 350 x 350 (quartiles of the eye line 0.374 and 0.397, of the distance 0.360 and
   * 0.402; the midpoint's median is 0.503 of the width).
   */
  public static final Framing DEFAULT = new Framing(0.386, 0.379);

  /**
   * In a profile the eyes' distance vanishes, and a crop scaled by it would show an eye only. In 95
   * of 100 LFW faces it is more than 0.387 of the box's size (the root of its area).
   */
  private static final double LEAST_EYE_DISTANCE = 0.33;

  private static final Pattern TEXT = Pattern.compile("(eyes|template) (-?\\d+(?:\\.\\d+)?)");
  private static final int DECIMALS = 4;

  public Framing {
    if (!(eyeLine > 0 && eyeLine < 1)) {
      throw new IllegalArgumentException("eyeLine must be between 0 and 1, got " + eyeLine);
    }
    if (!(eyeDistance > 0 && eyeDistance < 1)) {
      throw new IllegalArgumentException("eyeDistance must be between 0 and 1, got " + eyeDistance);
    }
    alignment = alignment == null ? Alignment.EYES : alignment;
  }

  /** By the eyes. */
  public Framing(double eyeLine, double eyeDistance) {
    this(eyeLine, eyeDistance, Alignment.EYES);
  }

  /** The same room around a face that is aligned by other points. */
  public Framing by(Alignment other) {
    return new Framing(eyeLine, eyeDistance, other);
  }

  /**
   * This framing with more around the face on every side.
   *
   * @param margin by how much the crop's side grows, as a fraction; negative for a tighter crop
   */
  public Framing widened(double margin) {
    if (!(margin > -1)) {
      throw new IllegalArgumentException("margin must be greater than -1, got " + margin);
    }
    double side = 1 + margin;
    return new Framing(0.5 + (eyeLine - 0.5) / side, eyeDistance / side, alignment);
  }

  /** Alignment and margin over {@link #DEFAULT}, as manifests have it: "eyes 0". */
  public String text() {
    BigDecimal margin =
        BigDecimal.valueOf(DEFAULT.eyeDistance / eyeDistance - 1)
            .setScale(DECIMALS, RoundingMode.HALF_EVEN);
    String number = margin.signum() == 0 ? "0" : margin.stripTrailingZeros().toPlainString();
    return alignment + " " + number;
  }

  /** What {@link #text} says; nothing for other texts, as a manifest of one's own may have them. */
  public static Optional<Framing> parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Alignment alignment = Alignment.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
    double margin = Double.parseDouble(matcher.group(2));
    return 1 + margin > DEFAULT.eyeDistance
        ? Optional.of(DEFAULT.widened(margin).by(alignment))
        : Optional.empty();
  }

  /**
   * Where the landmarks of an average face that looks straight ahead come to be in a crop.
   *
   * @param size side of the crop in pixels
   */
  public Landmarks template(int size) {
    return FaceTemplate.in(this, size);
  }

  /**
   * The transform from a photograph's coordinates to those of a face's crop; its inverse maps back.
   *
   * @param size side of the crop in pixels
   */
  public Similarity transform(DetectedFace face, int size) {
    double boxSize = Math.sqrt((double) face.box().area());
    boolean isByLandmarks = alignment == Alignment.TEMPLATE || face.lowerFace().isEmpty();
    return face.landmarks()
        .filter(known -> isByLandmarks)
        .map(landmarks -> transform(landmarks, boxSize, size))
        .orElseGet(() -> byEyes(face.rightEye(), face.leftEye(), boxSize, size));
  }

  /**
   * The same for a face by its landmarks.
   *
   * @param boxSize root of the area of the face's box, to which the eyes of a profile are compared
   * @param size side of the crop in pixels
   */
  public Similarity transform(Landmarks landmarks, double boxSize, int size) {
    return switch (alignment) {
      case EYES -> byEyes(landmarks.rightEye(), landmarks.leftEye(), boxSize, size);
      case TEMPLATE ->
          Similarity.fitting(FaceTemplate.stable(landmarks), FaceTemplate.stable(template(size)));
    };
  }

  private Similarity byEyes(Point2 rightEye, Point2 leftEye, double boxSize, int size) {
    Point2 middle = rightEye.midpoint(leftEye);
    double distance = rightEye.distanceTo(leftEye);
    double least = LEAST_EYE_DISTANCE * boxSize;
    double dx = (leftEye.x() - rightEye.x()) / 2;
    double dy = (leftEye.y() - rightEye.y()) / 2;
    if (distance < 1e-6 * least) { // eyes in one place have no direction
      dx = least / 2;
      dy = 0;
    } else if (distance < least) {
      dx *= least / distance;
      dy *= least / distance;
    }
    double half = eyeDistance * size / 2;
    double y = eyeLine * size;
    return Similarity.mapping(
        new Point2(middle.x() - dx, middle.y() - dy),
        new Point2(size / 2.0 - half, y),
        new Point2(middle.x() + dx, middle.y() + dy),
        new Point2(size / 2.0 + half, y));
  }
}
