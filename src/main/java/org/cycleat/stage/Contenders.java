package org.cycleat.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cycleat.config.Config;
import org.cycleat.train.Checkpoint;

/** The classifiers of a run as the rows of the paper's tables. */
public final class Contenders {
  /** The row of f_S as it is, without anything learned from the target. */
  public static final String S2T = "S2T";

  /** The row of f_S with the web faces' statistics in its batch normalisation. */
  public static final String ADAPTED = "S2T_AdaBN";

  /** The row of f_T that learned from the target's images alone, after its pre-training. */
  public static final String FINE_TUNED = TargetTraining.Method.FINE_TUNE.title();

  /** The row of f_T that learned without generated faces, with the attention of f_S. */
  public static final String ATTENTION = TargetTraining.Method.ATTENTION.title();

  /** The row of the method itself. */
  public static final String CYCLEAT = TargetTraining.Method.CYCLEAT.title();

  private Contenders() {}

  /**
   * A row.
   *
   * @param title the row's name in the paper's tables
   * @param name of the network
   */
  record Contender(
      String title, String name, Networks.ClassifierFactory network, Path checkpoint) {}

  /** The rows of a run with all comparisons, in the paper's order. */
  public static List<String> titles(Config config) {
    List<String> titles = new ArrayList<>(List.of(S2T));
    if (config.web().adaptBatchNorm()) {
      titles.add(ADAPTED);
    }
    Arrays.stream(TargetTraining.Method.values()).forEach(method -> titles.add(method.title()));
    return titles;
  }

  /** What a row is, in a few words; nothing for a title that is unknown. */
  static String description(String title) {
    if (title.equals(S2T)) {
      return "f_S as it is";
    }
    if (title.equals(ADAPTED)) {
      return "f_S with the web faces' statistics";
    }
    return Arrays.stream(TargetTraining.Method.values())
        .filter(method -> method.title().equals(title))
        .map(TargetTraining.Method::description)
        .findFirst()
        .orElse("");
  }

  /** Those that are trained, in the paper's order. */
  static List<Contender> of(Workspace workspace, Networks networks) {
    List<Contender> all = new ArrayList<>();
    if (workspace.isComplete(workspace.folder(Stage.SOURCE))) {
      Path fS = workspace.network(Stage.SOURCE, SourceTraining.F_S);
      all.add(new Contender(S2T, SourceTraining.F_S, networks.source(), fS));
    }
    if (workspace.isComplete(workspace.folder(Stage.TRANSLATION))) {
      Path adapted = AdaptedClassifier.checkpoint(workspace);
      all.add(new Contender(ADAPTED, SourceTraining.F_S, networks.source(), adapted));
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
