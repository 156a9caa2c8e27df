package org.cycleat.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.cycleat.Spelling;
import org.cycleat.UserException;

/**
 * Everything that a run can be told, complete and valid.
 *
 * <p>Keys are the components' names joined by dots, such as {@code gan.cycleWeight}. No key has a
 * hidden default: a configuration starts from a preset or a complete file, and changes from there.
 */
public record Config(
    @Doc("Seed of every random number: weights, order, crops, image pool.") long seed,
    @Doc(
            "Height and width of the faces in pixels: a multiple of 4, which the generators'"
                + " strides need, and at least 32.")
        int imageSize,
    @Doc("Codes of the classes, in the order of every table, separated by commas.")
        List<String> labels,
    @Doc(
            "Threads of TensorFlow on the processor. 0 takes as many as there are cores; 1 makes a"
                + " run repeatable bit for bit.")
        int threads,
    @Doc(
            "Numbers that training computes in; weights are float32 in each. tf32 is TensorFloat-32"
                + " on GPUs that have it, and float32 elsewhere. auto is bfloat16 on GPUs from"
                + " compute capability 8.0 on, float16 from 7.0 on, and float32 elsewhere.")
        PrecisionChoice precision,
    @Doc("Images on their way into training.") DataConfig data,
    @Doc("Adam, and the straight fall of learning rates.") OptimizerConfig optimizer,
    @Doc(
            "How every classifier learns from labels: f_S, f_T, the baselines and the selection's"
                + " AlexNet. Learning rates stand with the stages. f_W always learns by Adam, with"
                + " the generators.")
        ClassifierConfig classifier,
    @Doc("Source classifier f_S.") SourceConfig source,
    @Doc("Translation between source and web faces: generators and discriminators.") GanConfig gan,
    @Doc("Attention maps, wherever they are compared.") AttentionConfig attention,
    @Doc("Web classifier f_W, trained together with the generators in stage II.") WebConfig web,
    @Doc("Selection of generated images for the target training set.") SelectionConfig selection,
    @Doc("Target classifier f_T.") TargetConfig target,
    @Doc("Evaluation of a classifier.") EvaluationConfig evaluation,
    @Doc("What training writes while it runs.") LogConfig log) {

  /** The names of the presets, the quickest first. */
  public static final List<String> PRESETS = List.of("tiny", "demo", "small", "paper");

  private static final int SMALLEST_IMAGE = 32;

  public Config {
    labels = List.copyOf(labels);
    boolean fits = imageSize >= SMALLEST_IMAGE && imageSize % 4 == 0;
    Check.require(fits, "imageSize", "must be a multiple of 4, at least 32", imageSize);
    Check.atLeast("threads", 0, threads);
    requireDistinct(labels);
    for (String code : source.classWeights().codes()) {
      String rule = "must have the class %s, which source.classWeights weighs".formatted(code);
      Check.require(labels.contains(code), "labels", rule, String.join(",", labels));
    }
    Check.require(
        data.votes() > 0 || source.teachers().isEmpty(),
        "data.votes",
        "must be above 0 where source.teachers names models: it is their share",
        data.votes());
    requireTaken(imageSize, "source.model", source.model());
    requireTaken(imageSize, "target.model", target.model());
    requirePairing(source.model(), target);
    Check.require(
        !web.adaptBatchNorm() || source.model().hasBatchNorm(),
        "web.adaptBatchNorm",
        "must be false for source.model %s, which has no batch normalisation"
            .formatted(Values.text(source.model())),
        web.adaptBatchNorm());
  }

  private static void requireTaken(int imageSize, String key, Architecture model) {
    int smallest = model.smallestImage();
    String rule = "must be at least %d for %s %s".formatted(smallest, key, Values.text(model));
    Check.require(imageSize >= smallest, "imageSize", rule, imageSize);
  }

  private static void requirePairing(Architecture teacher, TargetConfig target) {
    String rule =
        "must be one of %s, whose attention maps pair with those of source.model %s, where %s is above 0"
            .formatted(
                Arrays.stream(Architecture.values())
                    .filter(teacher::pairsWith)
                    .map(Values::text)
                    .collect(Collectors.joining(", ")),
                Values.text(teacher),
                target.attentionBetas().isEmpty()
                    ? "target.attentionBeta"
                    : "one of target.attentionBetas");
    boolean isTaught = target.weighed().stream().anyMatch(beta -> beta > 0);
    boolean fits = !isTaught || target.model().pairsWith(teacher);
    Check.require(fits, "target.model", rule, Values.text(target.model()));
  }

  private static void requireDistinct(List<String> labels) {
    String found = String.join(",", labels);
    boolean named = labels.stream().noneMatch(String::isBlank);
    Check.require(named && labels.size() >= 2, "labels", "must name two or more classes", found);
    long distinct = labels.stream().map(label -> label.toLowerCase(Locale.ROOT)).distinct().count();
    Check.require(distinct == labels.size(), "labels", "must name each class once", found);
  }

  /**
   * A preset: {@code tiny}, {@code demo}, {@code small} or {@code paper}.
   *
   * @throws UserException if there is no such preset
   */
  public static Config preset(String name) {
    if (!PRESETS.contains(name)) {
      String advice =
          Spelling.nearest(name, PRESETS)
              .map(nearest -> ": did you mean " + nearest + "?")
              .orElse(": the presets are " + String.join(", ", PRESETS));
      throw new UserException("unknown preset " + name + advice);
    }
    String origin = "preset " + name;
    return Binder.bind(Config.class, YamlReader.read(presetText(name), origin), origin);
  }

  /** The YAML of a preset, as it is shipped. */
  static String presetText(String name) {
    try (InputStream yaml = Config.class.getResourceAsStream("presets/" + name + ".yaml")) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read preset " + name, e);
    }
  }

  /**
   * Reads a complete configuration, such as the one that {@link #toYaml} wrote into a run.
   *
   * @throws UserException if the file cannot be read, a key is unknown or missing, or a value is of
   *     the wrong type or range
   */
  public static Config load(Path yaml) {
    return Binder.bind(Config.class, read(yaml), yaml.toString());
  }

  /**
   * This configuration with the keys that a YAML file sets, which may be a few only.
   *
   * @throws UserException as {@link #load}, missing keys excepted
   */
  public Config with(Path yaml) {
    return changed(read(yaml));
  }

  /**
   * This configuration with changed keys.
   *
   * @param assignments each {@code key=value}, such as {@code gan.cycleWeight=5}; of two for one
   *     key the later counts
   * @throws UserException if one is not of that form, its key unknown, or its value of the wrong
   *     type or range
   */
  public Config with(List<String> assignments) {
    return changed(assigned(assignments));
  }

  /** The settings of {@code key=value}s; of two for one key the later counts. */
  static Map<String, Setting> assigned(List<String> assignments) {
    Map<String, Setting> changes = new LinkedHashMap<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 0) {
        throw new UserException(
            "no value in %s (--set): expected key=value, such as gan.cycleWeight=5"
                .formatted(assignment));
      }
      String key = assignment.substring(0, equals).strip();
      changes.put(key, new Setting(assignment.substring(equals + 1).strip(), "--set"));
    }
    return changes;
  }

  /** {@link #with(List)} for one assignment or a few. */
  public Config with(String... assignments) {
    return with(List.of(assignments));
  }

  Config changed(Map<String, Setting> changes) {
    Binder.requireKnown(Config.class, changes);
    Map<String, Setting> settings = new LinkedHashMap<>();
    Binder.texts(this)
        .forEach((key, text) -> settings.put(key, new Setting(text, "the configuration")));
    settings.putAll(changes);
    return Binder.bind(Config.class, settings, "the configuration");
  }

  static Map<String, Setting> read(Path yaml) {
    if (!Files.isRegularFile(yaml)) {
      throw new UserException("no configuration file at " + yaml + ": expected YAML");
    }
    try {
      return YamlReader.read(Files.readString(yaml), yaml.toString());
    } catch (IOException e) {
      throw new UserException("cannot read " + yaml + " as UTF-8 text: " + e.getMessage(), e);
    }
  }

  /** All keys, in the order in which {@link #toYaml} writes them. */
  public static List<String> keys() {
    return Binder.keys(Config.class);
  }

  /**
   * A key whose values differ.
   *
   * @param here the value in this configuration
   * @param there the value in the other one
   */
  public record Difference(String key, String here, String there) {

    /** For people: {@code gan.cycleWeight: 10.0 in the run, 5.0 in this command}. */
    public String between(String thisOne, String otherOne) {
      return "%s: %s %s, %s %s".formatted(key, here, thisOne, there, otherOne);
    }
  }

  /** What differs from another configuration, in the order of {@link #keys}. */
  public List<Difference> differences(Config other) {
    return Binder.differences(this, other);
  }

  /** Every key with its value and, as a comment, its meaning; {@link #load} reads it back equal. */
  public String toYaml() {
    return YamlWriter.write(this);
  }
}
