package org.cycleat.stage;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cycleat.config.TargetConfig;

/** The parts of f_T's training on the target domain, in their order. */
enum TargetPhase {
  /** The selected generated faces alone. */
  GENERATED("target.generatedEpochs", "generated", "on generated faces"),
  /** Both together, as the paper has it; only the target's faces where none are generated. */
  MIXTURE("target.epochs", "mixture", "on the mixture"),
  /** The target's faces alone. */
  REAL("target.realEpochs", "real", "on the target's faces");

  private final String key;
  private final String folder;
  private final String description;

  TargetPhase(String key, String folder, String description) {
    this.key = key;
    this.folder = folder;
    this.description = description;
  }

  /** Those that a method has. */
  static List<TargetPhase> of(TargetTraining.Method method, TargetConfig target) {
    return Arrays.stream(values())
        .filter(phase -> phase.epochs(target) > 0)
        .filter(phase -> phase != GENERATED || method.generation().isPresent())
        .toList();
  }

  int epochs(TargetConfig target) {
    return switch (this) {
      case GENERATED -> target.generatedEpochs();
      case MIXTURE -> target.epochs();
      case REAL -> target.realEpochs();
    };
  }

  /** Whether unlabelled faces are learned from beside its own, which are the target's then. */
  boolean isBesideUnlabelled(TargetConfig target) {
    return this != GENERATED && target.unlabelledWeight() > 0;
  }

  /** The configuration's key of its length. */
  String key() {
    return key;
  }

  /** What it trains on, in a few words. */
  String description() {
    return description;
  }

  /** Where one that others follow is trained; the last one is in the home itself. */
  Path folderIn(Path home) {
    return home.resolve(folder);
  }
}
