package org.cycleat.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cycleat.dataset.Manifest;

/** Measures a network that reads movements on source people whom nothing was learned from. */
record UnseenMovements(RunContext run) {
  /** What each movement had. */
  static final String FILE = "movements.json";

  /** Does nothing where the source domain has no test part. */
  void measure(Path folder) {
    Manifest test = run.data().test(Domain.SOURCE);
    if (test.size() == 0) {
      return;
    }
    float[][] read =
        MovementReader.read(
            run.device(),
            run.networks(),
            folder.resolve(SourceTraining.F_S),
            run.data().plainPipeline(run.config().imageSize()),
            test);
    MovementFit fit = MovementFit.of(read, test);
    run.report().accept("%d source images of unseen people: %s".formatted(test.size(), fit.text()));
    Map<String, MovementFit.Fit> movements = new LinkedHashMap<>();
    fit.movements().forEach((movement, had) -> movements.put(movement.column(), had));
    Workspace.writeJson(folder.resolve(FILE), movements);
  }

  /** Those of a run; nothing where its source had no test part. */
  static Map<String, MovementFit.Fit> recorded(Workspace workspace) {
    Map<String, MovementFit.Fit> movements = new LinkedHashMap<>();
    Workspace.readJson(workspace.folder(Stage.SOURCE).resolve(FILE))
        .properties()
        .forEach(
            entry -> {
              JsonNode fit = entry.getValue();
              movements.put(
                  entry.getKey(),
                  new MovementFit.Fit(
                      fit.path("correlation").asDouble(),
                      fit.path("medianError").asDouble(),
                      fit.path("rest").asDouble(),
                      fit.path("slope").asDouble(1)));
            });
    return movements;
  }
}
