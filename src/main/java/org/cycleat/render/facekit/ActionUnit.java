package org.cycleat.render.facekit;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cycleat.dataset.FacialMovement;

/**
 * The action units that faces are made to show, and the kit's shapes that show them. The kit names
 * its shapes after ARKit's; its documentation maps them to action units. Those that {@link
 * FacialMovement} has are its movements, each with a weight.
 */
enum ActionUnit {
  INNER_BROW_RAISER(FacialMovement.BROW_INNER_UP, 1),
  OUTER_BROW_RAISER(FacialMovement.BROW_OUTER_UP, 1),
  BROW_LOWERER(FacialMovement.BROW_DOWN, 1.5),
  UPPER_LID_RAISER(FacialMovement.EYE_WIDE, 1),
  CHEEK_RAISER(FacialMovement.CHEEK_RAISER, 1),
  LID_TIGHTENER(FacialMovement.EYE_SQUINT, 1),
  NOSE_WRINKLER(FacialMovement.NOSE_SNEER, 1),
  UPPER_LIP_RAISER(FacialMovement.MOUTH_UPPER_UP, 1),
  NASOLABIAL_DEEPENER(11, Map.of("cheekRaiser", 0.4)),
  LIP_CORNER_PULLER(FacialMovement.MOUTH_SMILE, 1),
  DIMPLER(FacialMovement.MOUTH_DIMPLE, 1),
  LIP_CORNER_DEPRESSOR(FacialMovement.MOUTH_FROWN, 1),
  LOWER_LIP_DEPRESSOR(FacialMovement.MOUTH_LOWER_DOWN, 1),
  CHIN_RAISER(FacialMovement.MOUTH_SHRUG_LOWER, 1),
  LIP_STRETCHER(FacialMovement.MOUTH_STRETCH, 1),
  LIP_TIGHTENER(FacialMovement.MOUTH_ROLL, 0.5),
  LIP_PRESSOR(FacialMovement.MOUTH_PRESS, 1),
  LIPS_PART(25, Map.of("mouthLowerDown", 0.5, "mouthUpperUp", 0.35, "jawOpen", 0.06)),
  JAW_DROP(FacialMovement.JAW_OPEN, 0.4),
  MOUTH_STRETCH(27, FacialMovement.JAW_OPEN, 0.85),
  EYES_CLOSED(FacialMovement.EYE_BLINK, 1),
  LIP_FUNNELER(FacialMovement.MOUTH_FUNNEL, 0.8),
  EYES_LEFT(FacialMovement.GAZE_LEFT, 1),
  EYES_RIGHT(62, FacialMovement.GAZE_LEFT, -1),
  EYES_UP(FacialMovement.GAZE_UP, 0.6),
  EYES_DOWN(64, FacialMovement.GAZE_UP, -0.6),
  LIP_PUCKERER(FacialMovement.MOUTH_PUCKER, 1);

  /** In this order, people's manners are drawn; what comes later changes nobody. */
  static final Set<ActionUnit> FIRST =
      Collections.unmodifiableSet(EnumSet.range(INNER_BROW_RAISER, EYES_CLOSED));

  private final int number;

  @SuppressWarnings("ImmutableEnumChecker") // never written
  private final Map<String, Double> shapes;

  /** What a movement shows, with that weight. */
  ActionUnit(FacialMovement movement, double weight) {
    this(movement.number(), movement, weight);
  }

  /** Of another number than the movement's: stronger, or the other way. */
  ActionUnit(int number, FacialMovement movement, double weight) {
    this(number, withoutSides(movement.shapes(weight)));
  }

  ActionUnit(int number, Map<String, Double> shapes) {
    this.number = number;
    this.shapes = shapes;
  }

  /** Shapes that are alike on either side, by the name that both have in common. */
  private static Map<String, Double> withoutSides(Map<String, Double> shapes) {
    Map<String, Double> named = new TreeMap<>();
    shapes.forEach(
        (shape, share) -> {
          String stem = shape.replaceAll("_[LR]$", "");
          boolean isOfBoth =
              share.equals(shapes.get(stem + "_L")) && share.equals(shapes.get(stem + "_R"));
          named.put(isOfBoth ? stem : shape, share);
        });
    return named;
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
