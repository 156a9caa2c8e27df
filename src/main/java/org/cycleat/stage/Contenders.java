package org.cycleat.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cycleat.train.Checkpoint;

/** The classifiers of a run as the rows of the paper's tables. */
final class Contenders {
  private Contenders() {}

  /**
   * A row.
   *
   * @param title the row's name in the paper's tables
   * @param name of the network
   */
  record Contender(
      String title, String name, Networks.ClassifierFactory network, Path checkpoint) {}

  /** Those that are trained, in the paper's order. */
  static List<Contender> of(Workspace workspace, Networks networks) {
    List<Contender> all = new ArrayList<>();
    if (workspace.isComplete(workspace.folder(Stage.SOURCE))) {
      Path fS = workspace.network(Stage.SOURCE, SourceTraining.F_S);
      all.add(new Contender("S2T", SourceTraining.F_S, networks.source(), fS));
    }
    for (TargetTraining.Method method : TargetTraining.Method.values()) {
      Path folder = method.folderIn(workspace);
      if (workspace.isComplete(folder)) {
        Path fT = folder.resolve(TargetTraining.F_T);
        all.add(new Contender(method.title(), TargetTraining.F_T, networks.target(), fT));
      }
    }
    return all.stream().filter(c -> Checkpoint.exists(c.checkpoint())).toList();
  }
}
