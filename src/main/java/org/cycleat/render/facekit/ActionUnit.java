package org.cycleat.render.facekit;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The action units that faces are made to show, and the kit's shapes that show them. The kit names
 * its shapes after ARKit's; its documentation maps them to action units.
 */
enum ActionUnit {
  INNER_BROW_RAISER(1, Map.of("browInnerUp", 1.0)),
  OUTER_BROW_RAISER(2, Map.of("browOuterUp", 1.0)),
  BROW_LOWERER(4, Map.of("browDown", 1.5)),
  UPPER_LID_RAISER(5, Map.of("eyeWide", 1.0)),
  CHEEK_RAISER(6, Map.of("cheekRaiser", 1.0, "cheekSquint", 0.5)),
  LID_TIGHTENER(7, Map.of("eyeSquint", 1.0)),
  NOSE_WRINKLER(9, Map.of("noseSneer", 1.0)),
  UPPER_LIP_RAISER(10, Map.of("mouthUpperUp", 1.0)),
  NASOLABIAL_DEEPENER(11, Map.of("cheekRaiser", 0.4)),
  LIP_CORNER_PULLER(12, Map.of("mouthSmile", 1.0)),
  DIMPLER(14, Map.of("mouthDimple", 1.0)),
  LIP_CORNER_DEPRESSOR(15, Map.of("mouthFrown", 1.0)),
  LOWER_LIP_DEPRESSOR(16, Map.of("mouthLowerDown", 1.0)),
  CHIN_RAISER(17, Map.of("mouthShrugLower", 1.0)),
  LIP_STRETCHER(20, Map.of("mouthStretch", 1.0)),
  LIP_TIGHTENER(23, Map.of("mouthRollLower", 0.5, "mouthRollUpper", 0.5)),
  LIP_PRESSOR(24, Map.of("mouthPress", 1.0)),
  LIPS_PART(25, Map.of("mouthLowerDown", 0.5, "mouthUpperUp", 0.35, "jawOpen", 0.06)),
  JAW_DROP(26, Map.of("jawOpen", 0.4)),
  MOUTH_STRETCH(27, Map.of("jawOpen", 0.85)),
  EYES_CLOSED(43, Map.of("eyeBlink", 1.0)),
  LIP_FUNNELER(22, Map.of("mouthFunnel", 0.8)),
  EYES_LEFT(61, Map.of("eyeLookOut_L", 1.0, "eyeLookIn_R", 1.0)),
  EYES_RIGHT(62, Map.of("eyeLookIn_L", 1.0, "eyeLookOut_R", 1.0)),
  EYES_UP(63, Map.of("eyeLookUp", 0.6)),
  EYES_DOWN(64, Map.of("eyeLookDown", 0.6)),
  LIP_PUCKERER(18, Map.of("mouthPucker", 1.0));

  /** In this order, people's manners are drawn; what comes later changes nobody. */
  static final Set<ActionUnit> FIRST =
      Collections.unmodifiableSet(EnumSet.range(INNER_BROW_RAISER, EYES_CLOSED));

  private final int number;

  @SuppressWarnings("ImmutableEnumChecker") // Map.of is immutable
  private final Map<String, Double> shapes;

  ActionUnit(int number, Map<String, Double> shapes) {
    this.number = number;
    this.shapes = shapes;
  }

  int number() {
    return number;
  }

  /** Of a FACS number. */
  static ActionUnit of(int number) {
    return Arrays.stream(values())
        .filter(unit -> unit.number == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no action unit " + number));
  }

  /** Names of the kit's shapes; of one for either side, without its _L or _R. */
  Set<String> shapes() {
    return new TreeSet<>(shapes.keySet());
  }

  /**
   * Adds this unit's shapes.
   *
   * @param weights by the shape's name; one of either side counts where there are both
   */
  void add(Map<String, Float> weights, double left, double right) {
    if (left == 0 && right == 0) {
      return;
    }
    shapes.forEach(
        (shape, share) -> {
          if (shape.endsWith("_L") || shape.endsWith("_R")) {
            double amount = shape.endsWith("_L") ? left : right;
            weights.merge(shape, (float) (amount * share), Float::sum);
          } else {
            weights.merge(shape + "_L", (float) (left * share), Float::sum);
            weights.merge(shape + "_R", (float) (right * share), Float::sum);
            weights.merge(shape, (float) ((left + right) / 2 * share), Float::sum);
          }
        });
  }
}
