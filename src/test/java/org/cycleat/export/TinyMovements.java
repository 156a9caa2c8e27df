package org.cycleat.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cycleat.dataset.FacialMovement;
import org.cycleat.evaluation.MovementFit;
import org.cycleat.face.Framing;
import org.cycleat.model.Classifier;
import org.cycleat.model.Features;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * A network that reads the mean red of the left half as every movement, so that a test can say what
 * it must answer. With L and R for the halves, it is (L + R) / 2 over both views, and (L - R) / 2
 * of what a mirror turns round.
 */
public final class TinyMovements {
  public static final int SIZE = 12;

  /** The jaw and the gaze sideways have fits, the dimple and the gaze upwards cannot be read. */
  public static final Map<String, MovementFit.Fit> FITS =
      Map.of(
          "jawOpen", new MovementFit.Fit(0.9, 0, 0.1, 0.8),
          "gazeLeft", new MovementFit.Fit(0.4, 0, 0.1, 0.25),
          "mouthDimple", MovementFit.Fit.UNREADABLE,
          "gazeUp", new MovementFit.Fit(0.29, 0, 0, 1));

  private TinyMovements() {}

  private record LeftHalf(Parameters parameters) implements Classifier {
    static LeftHalf in(Ops tf) {
      Parameters parameters = new Parameters(tf, "f_S", 1);
      parameters.statistic("one", Shape.of(FacialMovement.values().length), 1);
      return new LeftHalf(parameters);
    }

    @Override
    public Features apply(Pass pass, Operand<TFloat32> images) {
      Ops tf = pass.tf();
      var left =
          tf.slice(
              images,
              tf.constant(new int[] {0, 0, 0, 0}),
              tf.constant(new int[] {-1, SIZE, SIZE / 2, 1})); // [N, S, S / 2, 1]
      var red = tf.math.mean(left, tf.array(1, 2), Mean.keepDims(false)); // [N, 1]
      var all = tf.math.mul(red, parameters.get("one").value()); // [N, K]
      return new Features(all, List.of(images));
    }
  }

  /**
   * Writes the model.
   *
   * @param target a folder, or a file NAME.zip
   * @param fits by the movement's title
   */
  public static Path write(Path target, Map<String, MovementFit.Fit> fits) {
    var names = ServingInfo.MovementNames.of(fits);
    new SavedModelWriter(
            LeftHalf::in,
            (tf, network, session) -> network.parameters().initialize(session),
            ServingInfo.of(names, SIZE, Framing.DEFAULT),
            fits)
        .write(target);
    return target;
  }
}
