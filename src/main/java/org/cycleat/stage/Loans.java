package org.cycleat.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.cycleat.config.Config;

/**
 * Results that a run takes from other runs instead of making them: {@code borrowed.json} in its
 * folder names the lenders. What is borrowed is only read.
 */
public final class Loans {
  /** Of a run that makes all by itself. */
  public static final Loans NONE = new Loans(Map.of());

  private static final String FILE = "borrowed.json";

  /** What depends on nothing of the target domain, so that runs can share it. */
  public enum Result {
    SOURCE_DATA("data/source", key -> key.equals("labels")),
    WEB_DATA("data/web", key -> key.equals("labels")),
    SOURCE("source", other("gan", "web", "attention", "selection", "target")),
    TRANSLATION("translation", other("selection", "target")),
    GENERATED("generated", other("selection", "target")),
    SEPARATE_TRANSLATION("baselines/att-gen/translation", other("selection", "target")),
    SEPARATE_GENERATED("baselines/att-gen/generated", other("selection", "target")),
    ALEXNET(
        "selection/alexnet",
        other(
            "imageSize",
            "source",
            "gan",
            "web",
            "attention",
            "target",
            "selection.candidates",
            "selection.pcaDimensions",
            "selection.tsneDimensions",
            "selection.perplexity",
            "selection.tsneIterations",
            "selection.neighbours",
            "selection.distances",
            "selection.withinClass",
            "selection.limit",
            "selection.minConfidence",
            "selection.untranslated")),
    PRETRAINING(
        "pretraining",
        other(
            "source",
            "gan",
            "web",
            "attention",
            "selection",
            "target.generatedEpochs",
            "target.epochs",
            "target.realEpochs",
            "target.generatedWeight",
            "target.learningRate",
            "target.folds",
            "target.attentionBeta",
            "target.attentionBetas",
            "target.unlabelledWeight",
            "target.unlabelledRatio",
            "target.confidence",
            "target.confidenceMargin",
            "target.alignDistribution"));

    private final String place;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final Predicate<String> dependsOn;

    /**
     * @param place in a run's folder
     * @param dependsOn whether it does on a key
     */
    Result(String place, Predicate<String> dependsOn) {
      this.place = place;
      this.dependsOn = dependsOn;
    }

    /** All keys but those of these sections, and those that change no result. */
    private static Predicate<String> other(String... sections) {
      List<String> left = new ArrayList<>(List.of("seed", "threads", "evaluation", "log"));
      left.addAll(List.of(sections));
      return key -> left.stream().noneMatch(each -> (key + ".").startsWith(each + "."));
    }
  }

  private final Map<Result, Path> lenders;

  private Loans(Map<Result, Path> lenders) {
    this.lenders = lenders;
  }

  /**
   * These and some more.
   *
   * @param lender folder of the run that has them
   */
  public Loans and(Path lender, Collection<Result> results) {
    Map<Result, Path> all = new EnumMap<>(Result.class);
    all.putAll(lenders);
    results.forEach(result -> all.put(result, lender.toAbsolutePath().normalize()));
    return new Loans(all);
  }

  /** What a run makes as another one does that differs in some keys, but for the seed. */
  public static Set<Result> alike(Config lender, Config borrower) {
    List<Config.Difference> differences = lender.differences(borrower);
    return Arrays.stream(Result.values())
        .filter(result -> differences.stream().noneMatch(d -> result.dependsOn.test(d.key())))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Result.class)));
  }

  boolean isEmpty() {
    return lenders.isEmpty();
  }

  /** The run that has what lies at a place in a run's folder; none for the run itself. */
  Optional<Path> lender(String place) {
    return lenders.entrySet().stream()
        .filter(loan -> (place + "/").startsWith(loan.getKey().place + "/"))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /**
   * What is borrowed must be what the run would have made, but for the seed.
   *
   * @throws UserException that names the keys that differ
   */
  void requireFit(Config config) {
    lenders.forEach(
        (result, lender) -> {
          List<Config.Difference> differences =
              Workspace.open(lender).config().differences(config).stream()
                  .filter(difference -> result.dependsOn.test(difference.key()))
                  .toList();
          if (!differences.isEmpty()) {
            throw new UserException(
                "%s of %s was made with another configuration (%s): give the same keys"
                    .formatted(
                        result.place,
                        lender,
                        differences.stream()
                            .map(each -> each.between("there", "here"))
                            .collect(Collectors.joining("; "))));
          }
        });
  }

  /** Those that a run's folder tells of. */
  static Loans of(Path root) {
    JsonNode written = Workspace.readJson(root.resolve(FILE));
    Map<Result, Path> lenders = new EnumMap<>(Result.class);
    for (Result result : Result.values()) {
      if (written.has(result.place)) {
        Path lender = root.toAbsolutePath().resolve(written.get(result.place).asText());
        lenders.put(result, lender.normalize());
      }
    }
    return new Loans(lenders);
  }

  /** Writes the file, with paths that hold where all runs are moved together. */
  void write(Path root) {
    Path from = root.toAbsolutePath().normalize();
    Map<String, String> paths = new TreeMap<>();
    lenders.forEach(
        (result, lender) -> paths.put(result.place, from.relativize(lender).toString()));
    if (!paths.isEmpty()) {
      Workspace.writeJson(root.resolve(FILE), paths);
    }
  }
}
