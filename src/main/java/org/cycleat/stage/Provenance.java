package org.cycleat.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cycleat.BuildInfo;
import org.tensorflow.TensorFlow;

/** Writes where a run's results come from: seed, versions, and digests of its data. */
final class Provenance {
  private Provenance() {}

  /** Written anew after each stage. */
  static void update(RunContext run, Stage stage) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("seed", run.config().seed());
    BuildInfo built = BuildInfo.current();
    facts.put("cycleat", built.version());
    facts.put("commit", built.commit());
    facts.put("tensorflow", TensorFlow.version());
    facts.put("java", Runtime.version().toString());
    facts.put("device", run.device().description());
    facts.put("lastStage", stage.option());
    facts.put("updated", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    Map<String, Object> data = new LinkedHashMap<>();
    for (Domain domain : Domain.values()) {
      if (run.data().isKnown(domain)) {
        data.put(domain.fileName(), run.data().describe(domain));
      }
    }
    facts.put("data", data);
    JsonNode teachers = SoftLabels.recorded(run.workspace());
    if (!teachers.isEmpty()) {
      facts.put("teachers", teachers);
    }
    Workspace.writeJson(run.workspace().provenanceFile(), facts);
  }
}
