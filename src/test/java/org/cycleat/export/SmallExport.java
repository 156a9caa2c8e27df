package org.cycleat.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cycleat.TestGraph;
import org.cycleat.face.Framing;
import org.cycleat.model.Classifier;
import org.cycleat.model.ResNet;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Scope;
import org.cycleat.nn.Variable;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/** An exported residual network of three classes, with normalisation that does something. */
public final class SmallExport {
  public static final int SIZE = 32;

  private SmallExport() {}

  /**
   * Writes the model into a folder, or into a file NAME.zip.
   *
   * @param depth whose convolutions have a bias or not
   */
  public static Path write(ResNet.Depth depth, double width, Path target) {
    new SavedModelWriter(
            tf ->
                new ResNet(
                    new Scope(new Parameters(tf, "f_T", 7), Initializer.HE),
                    depth,
                    width,
                    TinyModel.LABELS.size()),
            SmallExport::shake,
            new ServingInfo(TinyModel.LABELS, SIZE, Framing.DEFAULT))
        .write(target);
    return target;
  }

  /** Statistics and biases as after some training: none is 0 or 1. */
  private static void shake(Ops tf, Classifier classifier, Session session) {
    classifier.parameters().initialize(session);
    List<Op> assignments = new ArrayList<>();
    long seed = 0;
    for (Variable variable : classifier.parameters().all()) {
      if (variable.shape().numDimensions() == 1) {
        float[] values = TestGraph.normals(seed++, (int) variable.shape().size());
        boolean isFactor = variable.name().endsWith("gamma");
        boolean isVariance = variable.name().endsWith("variance");
        for (int i = 0; i < values.length; i++) {
          float quarter = values[i] / 4;
          // factors that keep the sum of sixteen blocks small
          values[i] =
              isFactor ? 0.2f + Math.abs(quarter) : isVariance ? 1 + Math.abs(quarter) : quarter;
        }
        assignments.add(tf.assignVariableOp(variable.handle(), tf.constant(values)));
      }
    }
    session.run(tf.withControlDependencies(assignments).noOp());
  }
}
