package org.cycleat.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.dataset.FacialMovement;
import org.cycleat.evaluation.MirroredMovements;
import org.cycleat.evaluation.MovementFit;
import org.cycleat.model.Classifier;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Those of a network that reads movements: as strong as they were on faces of which they are known.
 *
 * @param names which movements there are
 * @param fits by the movement's title; those without are taken as they are read
 */
record MovementOutputs(
    Classifier network, ServingInfo.MovementNames names, Map<String, MovementFit.Fit> fits)
    implements ServedOutputs {
  static final String UNITS = "units";
  static final String GAZE = "gaze";
  static final String POSE = "pose";

  private static final List<FacialMovement> ORDER = List.of(FacialMovement.values());

  @Override
  public Map<String, Operand<TFloat32>> of(Ops tf, Operand<TFloat32> images) {
    Operand<TFloat32> read = MirroredMovements.read(tf, network, images); // [N, K]
    Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
    outputs.put(UNITS, strengths(tf, read, names.units()));
    if (!names.gaze().isEmpty()) {
      outputs.put(GAZE, strengths(tf, read, names.gaze()));
    }
    var pose = columns(tf, read, List.of(FacialMovement.PAN, FacialMovement.TILT));
    outputs.put(POSE, tf.math.mul(pose, tf.constant((float) FacialMovement.DEGREES)));
    return outputs;
  }

  private Operand<TFloat32> strengths(
      Ops tf, Operand<TFloat32> read, List<ServingInfo.Label> labels) {
    List<FacialMovement> movements = ServingInfo.MovementNames.movements(labels);
    float[] zero = new float[movements.size()];
    float[] whole = new float[movements.size()];
    float[] least = new float[movements.size()];
    for (int i = 0; i < zero.length; i++) {
      FacialMovement movement = movements.get(i);
      var fit = fits.getOrDefault(movement.title(), MovementFit.Fit.UNKNOWN);
      zero[i] = (float) fit.zero(movement.isSigned());
      whole[i] = (float) fit.whole();
      least[i] = movement.isSigned() ? -1 : 0;
    }
    var strength =
        tf.math.div(
            tf.math.sub(columns(tf, read, movements), tf.constant(zero)), tf.constant(whole));
    return tf.math.minimum(tf.math.maximum(strength, tf.constant(least)), tf.constant(1f));
  }

  private static Operand<TFloat32> columns(
      Ops tf, Operand<TFloat32> read, List<FacialMovement> movements) {
    int[] columns = movements.stream().mapToInt(ORDER::indexOf).toArray();
    return tf.gather(read, tf.constant(columns), tf.constant(1));
  }

  @Override
  public List<String> labels() {
    return names.units().stream().map(ServingInfo.Label::code).toList();
  }
}
