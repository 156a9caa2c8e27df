package org.cycleat.stage;

import java.nio.file.Path;
import java.util.List;
import org.cycleat.nn.Parameters;

/**
 * Trains the translation between source and web faces: stage I by pixel consistency alone, then
 * stage II together with the web classifier f_W, whose loss keeps the expression, or without it.
 * Where asked for, f_S gets the web faces' statistics at the end.
 */
final class FaceTranslation {
  static final String G_SW = "g_SW";
  static final String G_WS = "g_WS";
  static final String F_W = "f_W";
  static final String D_W = "d_W";
  static final String D_S = "d_S";

  /** The names of the networks that both stages train. */
  static final List<String> TRANSLATORS = List.of(G_SW, G_WS, D_W, D_S);

  private final RunContext run;
  private final Generation generation;

  FaceTranslation(RunContext run, Generation generation) {
    this.run = run;
    this.generation = generation;
  }

  /** Does nothing where it is complete. */
  void train() {
    Path folder = generation.translation(run.workspace());
    if (run.workspace().isComplete(folder)) {
      return;
    }
    TranslationPhase first = TranslationPhase.first(run.config(), run.workspace());
    if (run.workspace().isComplete(first.folder())) {
      first.keepSchedule(run, first.steps());
    } else {
      TranslationTraining.train(run, first);
      run.workspace().complete(first.folder());
    }
    boolean joint = generation == Generation.JOINT;
    TranslationTraining.train(run, first.followed(run.config(), folder, joint));
    if (joint && run.config().web().adaptBatchNorm()) {
      new AdaptedClassifier(run).make();
    }
    run.workspace().complete(folder);
  }

  /** Whether both stages train it. */
  static boolean isTranslator(Parameters network) {
    return TRANSLATORS.contains(network.network());
  }
}
