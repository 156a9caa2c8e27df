package org.cycleat.dataset;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cycleat.UserException;

/**
 * What a face does, as numbers that rendered faces come with: the weights of the expression shapes
 * by which the action units of FACS are rendered, where the eyes look, and the head's pose.
 *
 * <p>A shape with one half for either side of the face counts as their mean.
 */
public enum FacialMovement {
  BROW_INNER_UP("browInnerUp", "AU1"),
  BROW_OUTER_UP("browOuterUp", "AU2"),
  BROW_DOWN("browDown", "AU4"),
  EYE_WIDE("eyeWide", "AU5"),
  CHEEK_RAISER("cheekRaiser", "AU6") {
    @Override
    public Map<String, Double> shapes(double weight) {
      Map<String, Double> shapes = new TreeMap<>(super.shapes(weight));
      shapes.put("cheekSquint_L", weight / 2);
      shapes.put("cheekSquint_R", weight / 2);
      return shapes;
    }
  },
  EYE_SQUINT("eyeSquint", "AU7"),
  NOSE_SNEER("noseSneer", "AU9"),
  MOUTH_UPPER_UP("mouthUpperUp", "AU10"),
  MOUTH_SMILE("mouthSmile", "AU12"),
  MOUTH_DIMPLE("mouthDimple", "AU14"),
  MOUTH_FROWN("mouthFrown", "AU15"),
  MOUTH_LOWER_DOWN("mouthLowerDown", "AU16"),
  MOUTH_SHRUG_LOWER("mouthShrugLower", "AU17", Sides.ONE),
  MOUTH_PUCKER("mouthPucker", "AU18", Sides.ONE),
  MOUTH_STRETCH("mouthStretch", "AU20"),
  MOUTH_FUNNEL("mouthFunnel", "AU22", Sides.ONE),
  MOUTH_ROLL_LOWER("mouthRollLower", "AU23", Sides.ONE) {
    @Override
    public Map<String, Double> shapes(double weight) {
      return Map.of("mouthRollLower", weight, "mouthRollUpper", weight); // lips are tightened both
    }
  },
  MOUTH_PRESS("mouthPress", "AU24"),
  JAW_OPEN("jawOpen", "AU26", Sides.ONE),
  EYE_BLINK("eyeBlink", "AU43"),
  /** To the person's left. */
  GAZE_LEFT("gaze_left", "AU61") {
    @Override
    Optional<Double> in(Sample face) {
      return difference(face, "eyeLookOut_L", "eyeLookIn_L");
    }

    @Override
    public Map<String, Double> shapes(double weight) {
      return weight >= 0
          ? Map.of("eyeLookOut_L", weight, "eyeLookIn_R", weight)
          : Map.of("eyeLookIn_L", -weight, "eyeLookOut_R", -weight);
    }
  },
  GAZE_UP("gaze_up", "AU63") {
    @Override
    Optional<Double> in(Sample face) {
      return difference(face, "eyeLookUp_L", "eyeLookDown_L");
    }

    @Override
    public Map<String, Double> shapes(double weight) {
      String way = weight >= 0 ? "eyeLookUp" : "eyeLookDown";
      return Map.of(way + "_L", Math.abs(weight), way + "_R", Math.abs(weight));
    }
  },
  /** To the person's left, in units of 30 degrees. */
  PAN("pan", "AU51") {
    @Override
    Optional<Double> in(Sample face) {
      return number(face, "pan").map(degrees -> degrees / DEGREES);
    }

    @Override
    public Map<String, Double> shapes(double weight) {
      return Map.of();
    }
  },
  /** Upwards, in units of 30 degrees. */
  TILT("tilt", "AU53") {
    @Override
    Optional<Double> in(Sample face) {
      return number(face, "tilt").map(degrees -> degrees / DEGREES);
    }

    @Override
    public Map<String, Double> shapes(double weight) {
      return Map.of();
    }
  };

  /** Degrees in a unit of the head's pose: about as far as heads turn commonly. */
  public static final double DEGREES = 30;

  private enum Sides {
    ONE,
    BOTH
  }

  private final String column;
  private final String unit;
  private final Sides sides;

  FacialMovement(String column, String unit) {
    this(column, unit, Sides.BOTH);
  }

  FacialMovement(String column, String unit, Sides sides) {
    this.column = column;
    this.unit = unit;
    this.sides = sides;
  }

  /** The name of the shape without its side; of gaze and pose one of our own. */
  public String column() {
    return column;
  }

  /** The action unit of FACS that it shows most, such as AU12. */
  public String unit() {
    return unit;
  }

  /**
   * The shapes that show it, by the names of ICT-FaceKit, alike on either side: none of the pose.
   *
   * @param weight not negative; of gaze either way
   */
  public Map<String, Double> shapes(double weight) {
    return sides == Sides.ONE
        ? Map.of(column, weight)
        : Map.of(column + "_L", weight, column + "_R", weight);
  }

  /** Whether it goes either way from rest, as gaze and pose do. */
  public boolean isSigned() {
    return this == GAZE_LEFT || this == GAZE_UP || this == PAN || this == TILT;
  }

  /** Its value in the columns of a manifest; nothing where they do not tell. */
  Optional<Double> in(Sample face) {
    Optional<Double> whole = number(face, column);
    if (whole.isPresent()) {
      return whole;
    }
    Optional<Double> left = number(face, column + "_L");
    Optional<Double> right = number(face, column + "_R");
    return left.flatMap(l -> right.map(r -> (l + r) / 2));
  }

  /**
   * All of them, in their order, as numbers without a unit: shapes and gaze mostly from 0 to 1, the
   * pose in units of {@link #DEGREES}.
   *
   * @param face of a manifest that {@code cycleat render --ict-facekit} wrote
   * @throws UserException where a column is missing or no number
   */
  public static float[] of(Sample face) {
    FacialMovement[] all = values();
    float[] row = new float[all.length];
    for (int i = 0; i < all.length; i++) {
      FacialMovement movement = all[i];
      row[i] = movement.in(face).orElseThrow(() -> missing(face, movement)).floatValue();
    }
    return row;
  }

  private static UserException missing(Sample face, FacialMovement movement) {
    return new UserException(
        "%s has no number for %s in its manifest: expected columns such as jawOpen, as cycleat render --ict-facekit writes them"
            .formatted(face.path(), movement.column));
  }

  private static Optional<Double> difference(Sample face, String more, String less) {
    return number(face, more).flatMap(a -> number(face, less).map(b -> a - b));
  }

  private static Optional<Double> number(Sample face, String column) {
    return Stream.ofNullable(face.extra().get(column)).flatMap(FacialMovement::parsed).findFirst();
  }

  private static Stream<Double> parsed(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? Stream.of(value) : Stream.empty();
    } catch (NumberFormatException e) {
      return Stream.empty();
    }
  }
}
