package org.cycleat.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cycleat.config.Config;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.Manifest;
import org.cycleat.device.Device;
import org.cycleat.evaluation.MovementFit;

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
    float[][] read = read(run.workspace(), run.device(), test);
    MovementFit fit = MovementFit.of(read, test);
    run.report().accept("%d source images of unseen people: %s".formatted(test.size(), fit.text()));
    Map<String, MovementFit.Fit> movements = new LinkedHashMap<>();
    fit.movements().forEach((movement, had) -> movements.put(movement.title(), had));
    Workspace.writeJson(folder.resolve(FILE), movements);
  }

  /**
   * What a run's network reads off faces, as they are.
   *
   * @return [N][K], in the order of {@link org.cycleat.dataset.FacialMovement}
   */
  static float[][] read(Workspace workspace, Device device, Manifest faces) {
    Config config = workspace.config();
    Path checkpoint = workspace.network(Stage.SOURCE, SourceTraining.F_S);
    var network =
        new NetworkFeatures.Trained(
            SourceTraining.F_S, "f_S", new Networks(config).source(), checkpoint);
    var plain = Pipeline.plain(config.imageSize(), config.evaluation().batchSize());
    try (var outputs =
        new NetworkFeatures(device, network, plain, NetworkFeatures.Layer.MOVEMENTS)) {
      return outputs.of(faces);
    }
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
