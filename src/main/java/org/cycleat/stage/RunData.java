package org.cycleat.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.config.SourceConfig;
import org.cycleat.data.Augmentation;
import org.cycleat.data.Augmentation.Jitter;
import org.cycleat.data.Augmentation.Warp;
import org.cycleat.data.Intake;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Listing;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.ManifestColumns;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Splits;
import org.cycleat.dataset.Tree;
import org.cycleat.dataset.Use;
import org.cycleat.train.TaskProgress;
import org.cycleat.twins.Twins;

/**
 * The images of a run: each domain is read and checked once, then kept as a manifest in the run's
 * {@code data/} folder, from which every stage and every resumed run starts.
 */
public final class RunData {

  static final String TRAIN = "train";
  static final String TEST = "test";

  private final Workspace workspace;
  private final Config config;
  private final Map<Domain, GivenData> given;
  private final Exclusions exclusions;
  private final Consumer<String> report;
  private final Map<Domain, Listing> listed = new EnumMap<>(Domain.class);
  private final Map<Domain, Manifest> read = new EnumMap<>(Domain.class);
  private final Map<Domain, Splits.Split> divided = new EnumMap<>(Domain.class);

  /**
   * @param given where the user's images of each domain are; only needed once
   * @param report is told in a line what was read and what was left out
   */
  public RunData(
      Workspace workspace, Config config, Map<Domain, GivenData> given, Consumer<String> report) {
    this(workspace, config, new Given(given, List.of()), report);
  }

  /** The same of images that are not to be learned from, too. */
  RunData(Workspace workspace, Config config, Given given, Consumer<String> report) {
    this.workspace = workspace;
    this.config = config;
    this.given = given.domains();
    this.exclusions = new Exclusions(workspace.data(), labels(config), given.excluded());
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
   * Makes sure that what the user names can be listed, and that it is what the run was given,
   * before anything is decoded.
   *
   * @throws UserException that says what is wrong or differs
   */
  void requireSame() {
    given.forEach((domain, named) -> listed.put(domain, named.list(labels(config), use(domain))));
    exclusions.requireListed();
    if (hasRead()) {
      exclusions.requireSame(workspace.root());
    }
    for (Map.Entry<Domain, GivenData> named : given.entrySet()) {
      Domain domain = named.getKey();
      if (isKnown(domain)) {
        given(domain)
            .ifPresentOrElse(
                run -> requireSame(domain, named.getValue(), run),
                () ->
                    report.accept(
                        "%s: this run kept no digest of its data, so %s is not compared with them"
                            .formatted(domain.fileName(), named.getValue().where())));
      }
    }
  }

  private void requireSame(Domain domain, GivenData named, DataDigest run) {
    Manifest manifest = manifest(domain, named);
    DataDigest here = DataDigest.of(named, manifest, Optional.of(run));
    here.differenceFrom(run)
        .ifPresent(
            difference -> {
              throw new UserException(
                  "%s (%s) is not the data that %s was given, %s: %d images, in the run %d; %s; leave %s out to go on with the run's data, or give another --run"
                      .formatted(
                          named.place(),
                          named.option(),
                          workspace.root(),
                          run.place(),
                          here.rows().size(),
                          run.rows().size(),
                          difference,
                          named.option()));
            });
  }

  /** The images that a user names, which are listed once. */
  private Manifest manifest(Domain domain, GivenData named) {
    Listing listing = listed.remove(domain);
    return (listing == null ? named.list(labels(config), use(domain)) : listing)
        .manifest(workspace.data(domain).resolve(domain.fileName()));
  }

  /** What the run was given for a domain; nothing in runs of earlier versions. */
  Optional<DataDigest> given(Domain domain) {
    return DataDigest.read(workspace.data(domain), domain.fileName());
  }

  /** What the run's provenance says of a domain. */
  Map<String, Object> describe(Domain domain) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("images", all(domain).size());
    if (!exclusions.recorded().isEmpty()) {
      facts.put("excluded", leftOut(domain).size());
    }
    facts.put(ManifestColumns.FRAMING, Framings.text(all(domain)));
    given(domain).ifPresent(digest -> facts.putAll(digest.summary()));
    return facts;
  }

  /**
   * All usable images of a domain, read once.
   *
   * @throws UserException where they are not known yet and were not given
   */
  public Manifest all(Domain domain) {
    if (!isKnown(domain)) {
      intake(domain, kept(domain));
    }
    return read.computeIfAbsent(domain, d -> Manifest.read(kept(d), labels(config), use(d)));
  }

  /**
   * What a domain's images are read for: votes serve in place of a label where they count, and
   * movements are learned whatever the label.
   */
  private Use use(Domain domain) {
    if (domain == Domain.SOURCE && config.source().learns() == SourceConfig.Learns.MOVEMENTS) {
      return Use.UNLABELLED;
    }
    boolean isDistributed = domain.use() == Use.LABELLED && config.data().votes() > 0;
    return isDistributed ? Use.DISTRIBUTED : domain.use();
  }

  /** Whether the domain's images are known, or where they are. */
  boolean has(Domain domain) {
    return isKnown(domain) || given.containsKey(domain);
  }

  /** Whether the domain's images were read already. */
  boolean isKnown(Domain domain) {
    return Files.exists(kept(domain));
  }

  private boolean hasRead() {
    return Arrays.stream(Domain.values()).anyMatch(this::isKnown);
  }

  /** The images of a domain that are left out for being like excluded ones, by their digest. */
  Set<String> leftOut(Domain domain) {
    return exclusions.leftOut(domain);
  }

  private Path kept(Domain domain) {
    return workspace.data(domain).resolve(domain.fileName() + ".csv");
  }

  /** The domain's training part; where its publisher made no split, all of it but any test part. */
  public Manifest training(Domain domain) {
    return training(all(domain));
  }

  /** The same of images that are named by their manifest. */
  public static Manifest training(Manifest all) {
    Manifest train = all.split(TRAIN);
    return train.size() > 0 ? train : all.filter(sample -> !sample.split().equals(TEST));
  }

  /**
   * The people that nothing is learned or selected from; may be empty. Of a labelled domain only
   * images with a label: without one there is no right answer.
   */
  public Manifest test(Domain domain) {
    Manifest test = all(domain).split(TEST);
    return use(domain) == Use.UNLABELLED
        ? test
        : test.filter(sample -> sample.label() != Sample.UNLABELLED);
  }

  /**
   * The training part, divided by person for model selection. Nothing of the target's is set aside
   * where folds of it select.
   */
  Splits.Split learning(Domain domain) {
    requireTraining(domain);
    return divided.computeIfAbsent(
        domain,
        d -> {
          Manifest training = training(d);
          if (use(d) != Use.UNLABELLED) {
            training.requireEveryLabel(d.option());
          }
          if (d == Domain.TARGET && config.target().folds() > 0) {
            return new Splits.Split(training, training.with(List.of()));
          }
          Splits.Split split =
              Splits.validation(training, config.data().validationFraction(), config.seed());
          return new Splits.Split(split.training(), judged(split.validation()));
        });
  }

  /**
   * The target's training part on each fold.
   *
   * @throws UserException where it has fewer people than folds are asked for
   */
  List<Splits.Split> folds() {
    int count = config.target().folds();
    return Splits.kFold(learning(Domain.TARGET).training(), count, config.seed()).stream()
        .map(fold -> new Splits.Split(fold.training(), judged(fold.validation())))
        .toList();
  }

  /** With a right answer for each: where there is no label, the most probable class. */
  static Manifest judged(Manifest validation) {
    return validation.with(
        validation.samples().stream().map(sample -> sample.as(sample.likeliest())).toList());
  }

  /** A test part alone leaves nothing to learn from. */
  private void requireTraining(Domain domain) {
    Manifest all = all(domain);
    if (all.size() > 0 && all.split(TEST).size() == all.size()) {
      throw new UserException(
          "all %d images of %s are a test part, of which nothing is learned: add others, or take them for training with %s %s and a new --run"
              .formatted(all.size(), domain.option(), domain.splitOption(), TEST));
    }
  }

  /** How training images of {@code size} pixels become batches. */
  Pipeline pipeline(int size, int batchSize, boolean balance) {
    var data = config.data();
    int load = (int) Math.round(size * data.loadScale());
    Augmentation augmentation =
        new Augmentation(
            data.flip(),
            load,
            new Warp(data.rotation(), data.zoom(), data.shift()),
            new Jitter(data.brightness(), data.contrast(), data.greyscale()),
            data.erasing(),
            data.mixup());
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
    GivenData named = given.get(domain);
    if (named == null) {
      throw new UserException(
          "no %s images in %s yet; name their folder or manifest with %s"
              .formatted(domain.fileName(), workspace.root(), domain.option()));
    }
    Path folder = workspace.data(domain).resolve(domain.fileName());
    Manifest manifest = manifest(domain, named);
    if (!hasRead()) {
      exclusions.record();
    }
    DataDigest digest = DataDigest.of(named, manifest, given(domain));
    digest.write(workspace.data(domain), domain.fileName());
    if (named.split().isPresent()) {
      manifest = manifest.with(manifest.samples().stream().map(Sample::ofNoSplit).toList());
    }
    Manifest usable = checked(manifest, folder, named.data());
    usable = withoutExcluded(domain, usable, digest);
    if (domain.use() == Use.LABELLED) {
      usable = together(domain, usable);
    }
    usable.write(kept);
    report.accept("%s: %d images".formatted(domain.fileName(), usable.size()));
  }

  /** What is only judged may be like excluded images. */
  private Manifest withoutExcluded(Domain domain, Manifest usable, DataDigest digest) {
    if (exclusions.recorded().isEmpty()) {
      return usable;
    }
    Path folder = workspace.data().resolve(domain.fileName());
    Function<Sample, String> original = sample -> original(sample, folder, digest.root());
    Manifest learned = domain == Domain.WEB ? usable : training(usable);
    Map<Sample, Exclusions.Like> found = exclusions.in(learned, digest, original);
    exclusions.write(domain, found, original);
    if (found.size() == usable.size()) {
      throw new UserException(
          "all %d images of %s are identical or near-identical to excluded ones (--exclude): exclude other data"
              .formatted(usable.size(), domain.option()));
    }
    report.accept(
        "%s: %d images are identical or near-identical to excluded ones and left out; %s lists them"
            .formatted(domain.fileName(), found.size(), exclusions.list(domain)));
    return usable.filter(sample -> !found.containsKey(sample));
  }

  /** No split may part near-identical images: what is learned of one is known of the other. */
  private Manifest together(Domain domain, Manifest usable) {
    Manifest together = Twins.together(usable);
    long twins =
        IntStream.range(0, usable.size())
            .filter(i -> !usable.samples().get(i).equals(together.samples().get(i)))
            .count();
    if (twins > 0) {
      report.accept(
          "%s: %d images are near-identical to others; each group stays on one side of the split"
              .formatted(domain.fileName(), twins));
    }
    return together;
  }

  /**
   * The images that can be read, in a form that can be read fast.
   *
   * @param folder gets what had to be converted, and the list of what was left out
   * @param source of the images, which is told of those that are lost
   */
  static Manifest checked(Manifest manifest, Path folder, DataSource source) {
    String option = source.option();
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

  /** What a sample of the run is called by, the same in every run that was given its image. */
  public String original(Domain domain, Sample sample) {
    Path folder = workspace.data(domain).resolve(domain.fileName()).toAbsolutePath().normalize();
    return original(sample, folder, folder);
  }

  /**
   * How a checked image is called for people.
   *
   * @param folder that converted images were written below
   * @param root of the data: a path below it is given from there
   */
  public static String original(Sample sample, Path folder, Path root) {
    Path path = sample.path();
    if (path.startsWith(folder.toAbsolutePath().normalize())) {
      path = Path.of(sample.extra().getOrDefault(Intake.SOURCE, path.toString()));
    }
    return Tree.slashes(path.startsWith(root) ? root.relativize(path) : path);
  }
}
