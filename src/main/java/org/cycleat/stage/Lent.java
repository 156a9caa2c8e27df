package org.cycleat.stage;

import java.nio.file.Path;
import java.util.Arrays;
import org.cycleat.config.Config;

/** What a run lends beside whole stages: it depends on the source and web domains alone. */
record Lent(RunContext run) {

  /** Whether all is there. */
  static boolean isComplete(Workspace workspace) {
    Config config = workspace.config();
    Path alexNet = FaceSelection.alexNetFolder(workspace);
    boolean hasAlexNet =
        StartingWeights.SELECTION.path(config).isPresent() || workspace.isComplete(alexNet);
    return hasAlexNet
        && Arrays.stream(Generation.values())
            .allMatch(generation -> FaceSelection.hasGenerated(workspace, generation))
        && isPretrained(workspace);
  }

  /** Whether f_T is, or needs not be. */
  static boolean isPretrained(Workspace workspace) {
    return workspace.config().target().pretrainEpochs() == 0
        || workspace.isComplete(TargetTraining.pretraining(workspace));
  }

  /** Makes what is not there. */
  void make() {
    for (Generation generation : Generation.values()) {
      new FaceTranslation(run, generation).train();
      new FaceSelection(run, generation).generate();
    }
    new FaceSelection(run, Generation.JOINT).alexNet();
    new TargetTraining(run).pretrain();
  }
}
