package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.cycleat.UserException;
import org.cycleat.dataset.Manifest;
import org.cycleat.evaluation.ConfusionMatrix;
import org.cycleat.evaluation.MetricsFile;

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
    ConfusionMatrix confusion =
        new Judgement(run.workspace(), run.config(), run.report())
            .judge(run.device(), contender, test)
            .confusion();
    run.report()
        .accept(
            String.format(
                Locale.ROOT,
                "f_S: %.1f %% mean accuracy on %d source images of unseen people",
                100 * confusion.average(),
                test.size()));
    try {
      MetricsFile.write(folder.resolve("metrics.json"), confusion);
    } catch (IOException e) {
      throw UserException.cannotWrite(folder, e);
    }
  }
}
