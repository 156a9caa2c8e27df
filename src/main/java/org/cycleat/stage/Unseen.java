package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.cycleat.UserException;
import org.cycleat.dataset.Manifest;
import org.cycleat.evaluation.ConfusionMatrix;
import org.cycleat.evaluation.MetricsFile;
import org.cycleat.evaluation.Predictions;
import org.cycleat.evaluation.PredictionsFile;

/** Judges f_S on the source people whom nothing was learned from: the paper's table 2. */
record Unseen(RunContext run) {

  /** Does nothing where the source domain has no test part. */
  void judge(Path folder) {
    Manifest test = run.data().test(Domain.SOURCE);
    if (test.size() == 0) {
      return;
    }
    var contender =
        new Contenders.Contender(
            Contenders.S2T,
            SourceTraining.F_S,
            run.networks().source(),
            folder.resolve(SourceTraining.F_S));
    Predictions predictions =
        new Judgement(run.workspace(), run.config(), run.report())
            .judge(run.device(), contender, test);
    ConfusionMatrix confusion = predictions.confusion();
    run.report()
        .accept(
            String.format(
                Locale.ROOT,
                "f_S: %.1f %% mean accuracy on %d source images of unseen people",
                100 * confusion.average(),
                test.size()));
    PredictionsFile.write(
        Judgement.predictions(folder),
        Map.of(contender.title(), predictions),
        sample -> run.data().original(Domain.SOURCE, sample));
    try {
      MetricsFile.write(folder.resolve(Verdict.METRICS), confusion);
    } catch (IOException e) {
      throw UserException.cannotWrite(folder, e);
    }
  }
}
