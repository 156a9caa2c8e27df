package org.cycleat.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.data.Augmentation;
import org.cycleat.data.Augmentation.Jitter;
import org.cycleat.data.Augmentation.Warp;
import org.cycleat.data.Intake;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Splits;
import org.cycleat.train.TaskProgress;

/**
 * The images of a run: each domain is read and checked once, then kept as a manifest in the run's
 * {@code data/} folder, from which every stage and every resumed run starts.
 */
public final class RunData {

  private static final String TRAIN = "train";
  private static final String TEST = "test";

  private final Workspace workspace;
  private final Config config;
  private final Map<Domain, DataSource> given;
  private final Consumer<String> report;

  /**
   * @param given where the user's images of each domain are; only needed once
   * @param report is told in a line what was read and what was left out
   */
  public RunData(
      Workspace workspace, Config config, Map<Domain, DataSource> given, Consumer<String> report) {
    this.workspace = workspace;
    this.config = config;
    this.given = given;
    this.report = report;
  }

  Config config() {
    return config;
  }

  /** The set of classes that the run tells apart. */
  public static Labels labels(Config config) {
    return Labels.parse(String.join(",", config.labels()));
  }

  /**
   * All usable images of a domain.
   *
   * @throws UserException where they are not known yet and were not given
   */
  public Manifest all(Domain domain) {
    if (!isKnown(domain)) {
      intake(domain, kept(domain));
    }
    return Manifest.read(kept(domain), labels(config), domain.use());
  }

  /** Whether the domain's images were read already. */
  boolean isKnown(Domain domain) {
    return Files.exists(kept(domain));
  }

  private Path kept(Domain domain) {
    return workspace.data().resolve(domain.fileName() + ".csv");
  }

  /** The domain's training part; where its publisher made no split, all of it but any test part. */
  public Manifest training(Domain domain) {
    Manifest all = all(domain);
    Manifest train = all.split(TRAIN);
    return train.size() > 0 ? train : all.filter(sample -> !sample.split().equals(TEST));
  }

  /** The people that nothing is learned or selected from; may be empty. */
  public Manifest test(Domain domain) {
    return all(domain).split(TEST);
  }

  /** The training part, divided by person for model selection. */
  Splits.Split learning(Domain domain) {
    return Splits.validation(
        training(domain).requireEveryLabel(domain.option()),
        config.data().validationFraction(),
        config.seed());
  }

  /** How training images of {@code size} pixels become batches. */
  Pipeline pipeline(int size, int batchSize, boolean balance) {
    var data = config.data();
    int load = (int) Math.round(size * data.loadScale());
    Augmentation augmentation =
        new Augmentation(
            data.flip(),
            load,
            new Warp(data.rotation(), data.zoom()),
            new Jitter(data.brightness(), data.contrast(), data.greyscale()));
    return new Pipeline(size, batchSize, augmentation, balance, parallelism());
  }

  /** How images of {@code size} pixels become batches without any random change. */
  Pipeline plainPipeline(int size) {
    return new Pipeline(
        size, config.evaluation().batchSize(), Augmentation.NONE, false, parallelism());
  }

  private int parallelism() {
    int wanted = config.data().parallelism();
    return wanted == 0 ? Runtime.getRuntime().availableProcessors() : wanted;
  }

  private void intake(Domain domain, Path kept) {
    DataSource source = given.get(domain);
    if (source == null) {
      throw new UserException(
          "no %s images in %s yet; name their folder or manifest with %s"
              .formatted(domain.fileName(), workspace.root(), domain.option()));
    }
    Path folder = workspace.data().resolve(domain.fileName());
    Manifest manifest = source.read(labels(config), domain.use(), folder);
    Manifest usable = checked(manifest, folder, source, report);
    usable.write(kept);
    report.accept("%s: %d images".formatted(domain.fileName(), usable.size()));
  }

  /**
   * The images that can be read, in a form that can be read fast.
   *
   * @param folder gets what had to be converted, and the list of what was left out
   * @param source of the images, which is told of those that are lost
   */
  static Manifest checked(
      Manifest manifest, Path folder, DataSource source, Consumer<String> report) {
    String option = source.option();
    manifest
        .dropped()
        .forEach((code, n) -> report.accept("dropped %d images of %s".formatted(n, code)));
    Intake.Result result;
    try (var progress =
        new TaskProgress("checking " + option.replaceFirst("^--", ""), manifest.size())) {
      result = Intake.check(manifest, folder, option, progress::step);
    }
    if (!result.skipped().isEmpty()) {
      Path list = folder.resolve("skipped.csv");
      result.writeSkipped(list);
      source
          .lost()
          .accept(
              "%d unusable images left out; %s says why".formatted(result.skipped().size(), list));
    }
    return result.usable();
  }
}
