package org.cycleat.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.cycleat.UserException;
import org.cycleat.export.SavedModelWriter;
import org.cycleat.export.ServingInfo;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Scope;
import org.cycleat.nn.Variable;
import org.cycleat.train.Checkpoint;
import org.cycleat.weights.WeightFile;
import org.cycleat.weights.WeightFiles;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

/**
 * Exports a classifier of any checkpoint, of a run or imported.
 *
 * @param look of the network that the checkpoint belongs to
 * @param info its labels and the framing of its images, which the checkpoint does not tell
 */
public record CheckpointExport(Path checkpoint, Networks.Look look, ServingInfo info) {
  private static final String NAME = "classifier";

  /**
   * The size of images that the checkpoint's run has, where it lies in one.
   *
   * @throws UserException where there is no checkpoint
   */
  public static OptionalInt imageSize(Path checkpoint) {
    requireThere(checkpoint);
    return Workspace.around(checkpoint)
        .map(run -> OptionalInt.of(run.config().imageSize()))
        .orElse(OptionalInt.empty());
  }

  /**
   * Writes the model.
   *
   * @param target as {@link SavedModelWriter#write} takes it
   * @throws UserException where the checkpoint does not fit, or the model cannot be written
   */
  public void write(Path target) {
    requireFit();
    int classes = info.labels().size();
    new SavedModelWriter(
            tf -> Networks.classifier(scope(tf), look, classes),
            (tf, classifier, session) ->
                Checkpoint.of(tf, classifier.parameters()).restore(session, checkpoint),
            info)
        .write(target);
  }

  private static Scope scope(Ops tf) {
    return new Scope(new Parameters(tf, NAME, 0), Initializer.ZEROS);
  }

  private static void requireThere(Path checkpoint) {
    try {
      WeightFiles.open(checkpoint).close();
    } catch (UserException e) {
      throw new UserException("--checkpoint: " + e.getMessage(), e);
    }
  }

  private void requireFit() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameters network = Networks.classifier(scope(tf), look, info.labels().size()).parameters();
      requireClasses(List.copyOf(network.all()));
      Checkpoint.of(tf, network).requireFit(checkpoint);
    } catch (UserException e) {
      throw new UserException("--checkpoint: " + e.getMessage(), e);
    }
  }

  /** The last variable is the bias of the last layer: a number for each class. */
  private void requireClasses(List<Variable> variables) {
    Variable bias = variables.get(variables.size() - 1);
    try (WeightFile file = WeightFiles.open(checkpoint)) {
      WeightFile.Entry stored = file.entries().get(bias.name());
      if (stored != null
          && stored.shape().numDimensions() == 1
          && !stored.shape().equals(bias.shape())) {
        throw new UserException(
            "%s has %d classes, --labels names %d"
                .formatted(checkpoint, stored.shape().get(0), info.labels().size()));
      }
    }
  }
}
