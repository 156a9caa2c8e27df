package org.cycleat.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.cycleat.config.Architecture;
import org.cycleat.config.Config;
import org.cycleat.config.SelectionConfig;
import org.cycleat.config.TargetConfig;

/** What a run was, in names and values for people. */
record RunFacts(Workspace workspace) {

  /** The name of the run's folder. */
  String name() {
    return workspace.root().toAbsolutePath().normalize().getFileName().toString();
  }

  /** Seed, program, machine, data and progress, as far as they are known. */
  Map<String, String> origin() {
    JsonNode recorded = Workspace.readJson(workspace.provenanceFile());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Run", name());
    facts.put("Preset", preset());
    facts.put("Seed", Long.toString(workspace.config().seed()));
    put(facts, "Program", recorded, "cycleat", " (" + text(recorded, "commit") + ")");
    put(facts, "TensorFlow", recorded, "tensorflow", "");
    put(facts, "Java", recorded, "java", "");
    put(facts, "Processor", recorded, "device", "");
    if (recorded.has("updated")) {
      facts.put("Trained", readable(text(recorded, "updated")));
    }
    List<String> data = new ArrayList<>();
    recorded
        .path("data")
        .properties()
        .forEach(
            domain ->
                data.add(
                    String.format(
                        Locale.ROOT,
                        "%s: %,d images",
                        domain.getKey(),
                        domain.getValue().path("images").asLong())));
    if (!data.isEmpty()) {
      facts.put("Data", String.join(", ", data));
    }
    facts.put("Stages", stages());
    return facts;
  }

  private static void put(
      Map<String, String> facts, String name, JsonNode recorded, String key, String suffix) {
    if (recorded.has(key)) {
      facts.put(name, text(recorded, key) + suffix);
    }
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asText("unknown");
  }

  private String stages() {
    List<String> stages = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      workspace
          .completed(workspace.folder(stage))
          .ifPresent(
              when -> stages.add("%s complete at %s".formatted(stage.option(), readable(when))));
    }
    return stages.isEmpty() ? "none complete yet" : String.join(", ", stages);
  }

  /** The preset that the configuration is nearest to, and the keys that differ from it. */
  private String preset() {
    Config config = workspace.config();
    String nearest =
        Config.PRESETS.stream()
            .min(Comparator.comparingInt(p -> Config.preset(p).differences(config).size()))
            .orElseThrow();
    List<Config.Difference> changed = Config.preset(nearest).differences(config);
    return changed.isEmpty()
        ? nearest
        : nearest
            + " with "
            + changed.stream()
                .map(difference -> difference.key() + "=" + difference.there())
                .collect(Collectors.joining(", "));
  }

  /** The keys that decide most of a run's outcome and length. */
  Map<String, String> settings() {
    Config config = workspace.config();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("Faces", "%1$d x %1$d pixels".formatted(config.imageSize()));
    var source = config.source();
    settings.put(
        "f_S",
        classifier(source.model(), source.width()) + ", %d epochs".formatted(source.epochs()));
    var gan = config.gan();
    settings.put(
        "Translation",
        "%d + %d steps, %d residual blocks, width %d, %s loss, cycle weight %s"
            .formatted(
                gan.stage1Steps(),
                gan.stage2Steps(),
                gan.generatorBlocks(),
                gan.generatorWidth(),
                gan.loss().name().toLowerCase(Locale.ROOT),
                gan.cycleWeight()));
    settings.put("f_W", "attention weight " + config.web().attentionBeta());
    settings.put("Selection", selection(config.selection()));
    var target = config.target();
    settings.put(
        "f_T",
        classifier(target.model(), target.width())
            + ", %d epochs on the source and %s, attention weight %s"
                .formatted(target.pretrainEpochs(), lengths(target), weights(target)));
    String chosen =
        Arrays.stream(TargetTraining.Method.values())
            .flatMap(
                method ->
                    FoldChoice.in(method.folderIn(workspace)).stream()
                        .map(choice -> method.title() + ": " + choice))
            .collect(Collectors.joining("; "));
    if (!chosen.isEmpty()) {
      settings.put("Chosen by folds", chosen);
    }
    return settings;
  }

  private static String weights(TargetConfig target) {
    return target.weighed().stream().map(String::valueOf).collect(Collectors.joining(" or "));
  }

  private static String lengths(TargetConfig target) {
    return target.generatedEpochs() == 0 && target.realEpochs() == 0
        ? "%d on the target images".formatted(target.epochs())
        : Arrays.stream(TargetPhase.values())
            .filter(phase -> phase.epochs(target) > 0)
            .map(phase -> "%d %s".formatted(phase.epochs(target), phase.description()))
            .collect(Collectors.joining(", "));
  }

  private static String selection(SelectionConfig selection) {
    String text =
        "%d nearest of each target face (%s), among %s %s faces%s"
            .formatted(
                selection.neighbours(),
                selection.distances().name().toLowerCase(Locale.ROOT),
                selection.candidates() == 0 ? "all" : selection.candidates(),
                selection.untranslated() ? "source" : "generated",
                selection.withinClass() ? " of its class" : "");
    if (selection.minConfidence() > 0) {
      text += " with a confidence of %s or more".formatted(selection.minConfidence());
    }
    return selection.limit() == 0
        ? text
        : text + ", each chosen by %d at most".formatted(selection.limit());
  }

  private static String classifier(Architecture model, double width) {
    return model.name().toLowerCase(Locale.ROOT) + " x " + width;
  }

  /** What the figures were measured on, in a sentence; {@code judged} may be missing. */
  static String circumstances(JsonNode judged) {
    if (!judged.has("data")) {
      return "";
    }
    String known = knownFromTraining(judged);
    return "Evaluated on %s%s, voting %s, at %s.%s"
        .formatted(
            text(judged, "data"),
            judged.has("split") ? ", split " + text(judged, "split") : "",
            text(judged, "voting"),
            readable(text(judged, "judged")),
            known.isEmpty() ? "" : " Of its images the run knew: " + known + ".");
  }

  private static String knownFromTraining(JsonNode judged) {
    List<String> known = new ArrayList<>();
    for (Overlap.Kind kind : Overlap.Kind.values()) {
      long count = judged.path(kind.name().toLowerCase(Locale.ROOT)).asLong();
      if (count > 0) {
        known.add(count + " " + kind);
      }
    }
    return String.join(", ", known);
  }

  /** Of an instant as files have it, such as 2026-11-24T21:32:03Z. */
  static String readable(String instant) {
    return instant.replace('T', ' ').replace("Z", " UTC");
  }
}
