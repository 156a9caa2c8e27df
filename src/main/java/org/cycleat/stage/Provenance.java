package org.cycleat.stage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cycleat.BuildInfo;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.ManifestColumns;
import org.cycleat.dataset.Sample;
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
        data.put(domain.fileName(), describe(run.data().all(domain)));
      }
    }
    facts.put("data", data);
    Workspace.writeJson(run.workspace().provenanceFile(), facts);
  }

  private static Map<String, Object> describe(Manifest manifest) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("images", manifest.size());
    description.put("sha256", digest(manifest));
    description.put(ManifestColumns.FRAMING, Framings.text(manifest));
    return description;
  }

  /** Over each image's name, label and size in bytes, in order. */
  private static String digest(Manifest manifest) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Sample sample : manifest.samples()) {
        String line =
            "%s,%d,%d\n"
                .formatted(sample.path().getFileName(), sample.label(), bytes(sample.path()));
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static long bytes(Path file) {
    return Files.exists(file) ? file.toFile().length() : -1;
  }
}
