package org.cycleat.dataset;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cycleat.UserException;

/**
 * What a face does, as numbers that rendered faces come with: the weights of the expression shapes
 * by which the action units of FACS are rendered, where the eyes look, and the head's pose.
 */
public enum FacialMovement {
  BROW_INNER_UP(1, "browInnerUp"),
  BROW_OUTER_UP(2, "browOuterUp"),
  BROW_DOWN(4, "browDown"),
  EYE_WIDE(5, "eyeWide"),
  CHEEK_RAISER(6, "cheekRaiser", with(both("cheekRaiser", 1), both("cheekSquint", 0.5))),
  EYE_SQUINT(7, "eyeSquint"),
  NOSE_SNEER(9, "noseSneer"),
  MOUTH_UPPER_UP(10, "mouthUpperUp"),
  MOUTH_SMILE(12, "mouthSmile"),
  MOUTH_DIMPLE(14, "mouthDimple"),
  MOUTH_FROWN(15, "mouthFrown"),
  MOUTH_LOWER_DOWN(16, "mouthLowerDown"),
  MOUTH_SHRUG_LOWER(17, "mouthShrugLower", Map.of("mouthShrugLower", 1.0)),
  MOUTH_PUCKER(18, "mouthPucker", Map.of("mouthPucker", 1.0)),
  MOUTH_STRETCH(20, "mouthStretch"),
  MOUTH_FUNNEL(22, "mouthFunnel", Map.of("mouthFunnel", 1.0)),
  MOUTH_ROLL(23, "mouthRoll", Map.of("mouthRollLower", 1.0, "mouthRollUpper", 1.0)),
  MOUTH_PRESS(24, "mouthPress"),
  JAW_OPEN(26, "jawOpen", Map.of("jawOpen", 1.0)),
  EYE_BLINK(43, "eyeBlink"),
  /** To the person's left; below 0 to the right. */
  GAZE_LEFT(
      61,
      "gazeLeft",
      Map.of("eyeLookOut_L", 1.0, "eyeLookIn_R", 1.0),
      Map.of("eyeLookIn_L", 1.0, "eyeLookOut_R", 1.0)),
  /** Below 0 downwards. */
  GAZE_UP(63, "gazeUp", both("eyeLookUp", 1), both("eyeLookDown", 1)),
  /** The head to the person's left, in units of {@link #DEGREES}. */
  PAN(51, "pan", Map.of()),
  /** The head upwards, likewise. */
  TILT(53, "tilt", Map.of());

  /** Degrees in a unit of the head's pose: about as far as heads turn commonly. */
  public static final double DEGREES = 30;

  private final int number;
  private final String title;

  /** Shares of the kit's shapes; of the pose none. */
  @SuppressWarnings("ImmutableEnumChecker") // never written
  private final Map<String, Double> shapes;

  /** Of those that show the opposite. */
  @SuppressWarnings("ImmutableEnumChecker") // never written
  private final Map<String, Double> opposite;

  /** Of a shape with a half for either side. */
  FacialMovement(int number, String shape) {
    this(number, shape, both(shape, 1));
  }

  FacialMovement(int number, String title, Map<String, Double> shapes) {
    this(number, title, shapes, Map.of());
  }

  FacialMovement(
      int number, String title, Map<String, Double> shapes, Map<String, Double> opposite) {
    this.number = number;
    this.title = title;
    this.shapes = shapes;
    this.opposite = opposite;
  }

  private static Map<String, Double> both(String shape, double share) {
    return Map.of(shape + "_L", share, shape + "_R", share);
  }

  private static Map<String, Double> with(Map<String, Double> some, Map<String, Double> others) {
    Map<String, Double> all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }

  /** Its name, after the kit's shape; of the pose, the manifest's column. */
  public String title() {
    return title;
  }

  /** The number in FACS of the action unit that it shows most; of what is signed, of its plus. */
  public int number() {
    return number;
  }

  /** The code of that action unit, such as AU04 or AU12. */
  public String unit() {
    return String.format(Locale.ROOT, "AU%02d", number);
  }

  /** Whether it goes either way from rest, as gaze and pose do. */
  public boolean isSigned() {
    return !opposite.isEmpty() || isPose();
  }

  /** The movement that has this title. */
  public static Optional<FacialMovement> titled(String title) {
    return Arrays.stream(values()).filter(movement -> movement.title.equals(title)).findFirst();
  }

  /** Whether it is the head's pose, which no shape shows. */
  public boolean isPose() {
    return shapes.isEmpty();
  }

  /** Whether it goes the other way in the mirror image of a face. */
  public boolean isMirrored() {
    return this == GAZE_LEFT || this == PAN;
  }

  /**
   * The shapes that show it, by the names of ICT-FaceKit, alike on either side: none of the pose.
   *
   * @param weight not negative, unless it is signed
   */
  public Map<String, Double> shapes(double weight) {
    Map<String, Double> shown = new HashMap<>();
    (weight < 0 ? opposite : shapes)
        .forEach((shape, share) -> shown.put(shape, share * Math.abs(weight)));
    return shown;
  }

  /**
   * All of them, in their order, as numbers without a unit: shapes and gaze mostly from 0 to 1, the
   * pose in units of {@link #DEGREES}. A shape of both sides counts as their mean.
   *
   * @param face of a manifest that {@code cycleat render --ict-facekit} wrote
   * @throws UserException where a column is missing or no number
   */
  public static float[] of(Sample face) {
    FacialMovement[] all = values();
    float[] row = new float[all.length];
    for (int i = 0; i < all.length; i++) {
      row[i] = (float) all[i].in(face);
    }
    return row;
  }

  private double in(Sample face) {
    return isPose()
        ? number(face, title) / DEGREES
        : mean(face, shapes).orElseThrow() - mean(face, opposite).orElse(0);
  }

  /** Of the shapes that it is; those with a smaller share go along with them. */
  private OptionalDouble mean(Sample face, Map<String, Double> some) {
    return some.keySet().stream()
        .filter(shape -> some.get(shape) == 1)
        .mapToDouble(shape -> number(face, shape))
        .average();
  }

  private double number(Sample face, String column) {
    return Optional.ofNullable(face.extra().get(column))
        .flatMap(FacialMovement::parsed)
        .orElseThrow(
            () ->
                new UserException(
                    "%s has no number in the column %s of its manifest: expected what cycleat render --ict-facekit writes"
                        .formatted(face.path(), column)));
  }

  private static Optional<Double> parsed(String text) {
    try {
      return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
