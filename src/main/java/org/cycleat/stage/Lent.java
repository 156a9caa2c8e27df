package org.cycleat.stage;

import java.nio.file.Path;
import java.util.Set;
import org.cycleat.config.Config;

/**
 * What a run lends beside whole stages: it depends on the source and web domains alone.
 *
 * @param generations those that lend their faces
 */
record Lent(RunContext run, Set<Generation> generations) {

  /** Whether all is there. */
  static boolean isComplete(Workspace workspace, Set<Generation> generations) {
    Config config = workspace.config();
    Path alexNet = FaceSelection.alexNetFolder(workspace);
    boolean hasAlexNet =
        StartingWeights.SELECTION.path(config).isPresent() || workspace.isComplete(alexNet);
    return hasAlexNet
        && generations.stream()
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
    for (Generation generation : generations) {
      new FaceTranslation(run, generation).train();
      new FaceSelection(run, generation).generate();
    }
    new FaceSelection(run, Generation.JOINT).alexNet();
    new TargetTraining(run).pretrain();
  }
}
