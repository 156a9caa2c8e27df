package org.cycleat.render.facekit;

import java.util.List;
import java.util.Map;
import org.cycleat.render.Point3;

/**
 * Where the eyes look. The kit's shapes of gaze (eyeLookIn, Out, Up and Down of each side) move the
 * lids only; here the eyeballs follow.
 */
final class Gaze {
  /** By which a weight of 1 turns an eye: the kit's lids follow so far. */
  private static final double DEGREES = 30;

  private Gaze() {}

  /**
   * Turns the eyeballs about their centres.
   *
   * @param positions of the face, [V, 3]
   * @param weights of shapes by their names
   */
  static void turn(float[] positions, Map<String, Float> weights) {
    double left = weight("eyeLookOut_L", weights) - weight("eyeLookIn_L", weights);
    double right = weight("eyeLookIn_R", weights) - weight("eyeLookOut_R", weights);
    double leftUp = weight("eyeLookUp_L", weights) - weight("eyeLookDown_L", weights);
    double rightUp = weight("eyeLookUp_R", weights) - weight("eyeLookDown_R", weights);
    turn(positions, KitPart.LEFT_EYE, KitPart.LEFT_IRIS, left, leftUp);
    turn(positions, KitPart.RIGHT_EYE, KitPart.RIGHT_IRIS, right, rightUp);
  }

  private static double weight(String shape, Map<String, Float> weights) {
    return weights.getOrDefault(shape, 0f);
  }

  /**
   * @param left by how much to the person's own left, as a weight
   */
  private static void turn(float[] positions, KitPart eye, KitPart iris, double left, double up) {
    if (left == 0 && up == 0) {
      return; // most faces; and a turn by 0 would round
    }
    Point3 centre = eye.centre(positions);
    double[] yaw = sineAndCosine(left);
    double[] pitch = sineAndCosine(up);
    for (KitPart part : List.of(eye, iris)) {
      for (int v = part.firstVertex(); v <= part.lastVertex(); v++) {
        Point3 p = Point3.of(positions, v).minus(centre);
        double y = p.y() * pitch[1] + p.z() * pitch[0];
        double z = p.z() * pitch[1] - p.y() * pitch[0];
        positions[3 * v] = (float) (centre.x() + p.x() * yaw[1] + z * yaw[0]);
        positions[3 * v + 1] = (float) (centre.y() + y);
        positions[3 * v + 2] = (float) (centre.z() + z * yaw[1] - p.x() * yaw[0]);
      }
    }
  }

  private static double[] sineAndCosine(double weight) {
    double angle = StrictMath.toRadians(DEGREES * weight);
    return new double[] {StrictMath.sin(angle), StrictMath.cos(angle)};
  }
}
