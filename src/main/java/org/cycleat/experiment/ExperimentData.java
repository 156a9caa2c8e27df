package org.cycleat.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cycleat.UserException;
import org.cycleat.config.ExperimentConfig;
import org.cycleat.config.ExperimentFile;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Use;
import org.cycleat.stage.Workspace;

/**
 * The faces of an experiment: every data set is read once by {@link ExperimentIntake} and kept as
 * manifests in the experiment's folder, from which all its runs start.
 */
final class ExperimentData {
  static final String TEST = "test";

  private static final String MANIFEST = "manifest.csv";
  private static final String READY = "ready.txt";

  private final Path folder;
  private final ExperimentFile file;

  /**
   * @param folder for the manifests
   */
  ExperimentData(Path folder, ExperimentFile file) {
    this.folder = folder;
    this.file = file;
  }

  Path folder() {
    return folder;
  }

  /** Images of tables of pixels. */
  Path images() {
    return folder.resolve("images");
  }

  Path source() {
    return folder.resolve("source").resolve(MANIFEST);
  }

  /** The ablation's source domain. */
  Path plainSource() {
    return folder.resolve("plain-source").resolve(MANIFEST);
  }

  Path web() {
    return folder.resolve("web").resolve(MANIFEST);
  }

  /** The classes of the sets, and of all that has no classes of its own. */
  Labels labels() {
    return Labels.parse(String.join(",", file.run().labels()));
  }

  Labels foldLabels() {
    return Labels.parse(String.join(",", settings().folds().labels()));
  }

  /** How the sets are trained and judged on. */
  List<Division> sets() {
    List<Division> divisions = new ArrayList<>();
    divisions.add(division("sets", "sets-1", 0));
    if (settings().sets().bothWays()) {
      divisions.add(division("sets", "sets-2", 1));
    }
    return divisions;
  }

  List<Division> folds() {
    List<Division> divisions = new ArrayList<>();
    for (int fold = 1; fold <= settings().folds().number(); fold++) {
      divisions.add(division("folds", "fold-" + fold, 0));
    }
    return divisions;
  }

  /** All faces of the folds, each of which is judged once. */
  Path allFolds() {
    return folder.resolve("folds").resolve("all.csv");
  }

  private Division division(String data, String name, int part) {
    Path home = folder.resolve(data);
    return new Division(
        name, home.resolve(name + "-train.csv"), home.resolve(name + "-test.csv"), part);
  }

  private ExperimentConfig settings() {
    return file.settings();
  }

  /** Whether all was written before. */
  boolean isReady() {
    return Files.exists(folder.resolve(READY));
  }

  /**
   * Makes sure that a written source domain has people to judge on.
   *
   * @throws UserException where it has no test part
   */
  void requireUnseen() {
    requireUnseen(Manifest.read(source(), allLabels(), Use.LABELLED));
  }

  /** The same of one that is about to be written. */
  void requireUnseen(Manifest source) {
    if (source.split(TEST).size() == 0) {
      throw new UserException(
          "no image of the split test in %s (source.data): tables 2 and 3 evaluate on people that f_S has not seen; add a column split with train and test"
              .formatted(settings().source().data()));
    }
  }

  /** Marks that all is written. */
  void markReady() {
    Workspace.write(folder.resolve(READY), "all manifests are written\n");
  }

  /** Those of the sets, and those that only the folds have. */
  Labels allLabels() {
    Set<String> codes = new LinkedHashSet<>(labels().codes());
    if (settings().folds().isGiven()) {
      codes.addAll(foldLabels().codes());
    }
    return Labels.parse(String.join(",", codes));
  }
}
