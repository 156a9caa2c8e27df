package org.cycleat.stage;

import java.nio.file.Path;
import java.util.List;
import org.cycleat.nn.Parameters;

/**
 * Trains the translation between source and web faces: stage I by pixel consistency alone, then
 * stage II together with the web classifier f_W, whose loss keeps the expression.
 */
final class FaceTranslation {
  static final String G_SW = "g_SW";
  static final String G_WS = "g_WS";
  static final String F_W = "f_W";

  private final RunContext run;
  private final Path folder;

  FaceTranslation(RunContext run) {
    this.run = run;
    this.folder = run.workspace().folder(Stage.TRANSLATION);
  }

  void train() {
    Path first = folder.resolve("stage1");
    TranslationPhase phase = TranslationPhase.first(run.config(), first);
    if (run.workspace().isComplete(first)) {
      phase.keepSchedule(run, phase.steps());
    } else {
      TranslationTraining.train(run, phase);
      run.workspace().complete(first);
    }
    TranslationTraining.train(run, TranslationPhase.second(run.config(), folder, first));
    run.workspace().complete(folder);
  }

  /** The names of the networks that both stages train. */
  static boolean isTranslator(Parameters network) {
    return List.of(G_SW, G_WS, "d_W", "d_S").contains(network.network());
  }
}
