package org.cycleat.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cycleat.config.Architecture;
import org.cycleat.config.Config;
import org.cycleat.config.ExperimentConfig;
import org.cycleat.config.ExperimentConfig.SeededFrom;
import org.cycleat.config.ExperimentFile;
import org.cycleat.stage.Domain;
import org.cycleat.stage.Loans;

/**
 * The cells of an experiment, and what they share: f_S, the translation and what else depends on
 * the source and web domains alone is made once for all divisions of the target, since nothing that
 * is judged is in those domains.
 */
final class Plan {
  private final ExperimentFile file;
  private final ExperimentData data;
  private final Path runs;

  /**
   * @param runs folder for the runs
   */
  Plan(ExperimentFile file, ExperimentData data, Path runs) {
    this.file = file;
    this.data = data;
    this.runs = runs;
  }

  private ExperimentConfig settings() {
    return file.settings();
  }

  /** The configuration of a protocol's runs. */
  private Config config(Protocol protocol, long seed) {
    boolean isSets = protocol == Protocol.SETS;
    List<String> labels = isSets ? file.run().labels() : settings().folds().labels();
    int neighbours = isSets ? settings().sets().neighbours() : settings().folds().neighbours();
    return file.run()
        .with(
            "seed=" + seed,
            "labels=" + String.join(",", labels),
            "selection.neighbours=" + neighbours);
  }

  /**
   * What runs share that depends on no target.
   *
   * @param name begins those of its runs
   * @param source manifest of the source domain
   */
  record Base(String name, Protocol protocol, Path source) {}

  /** Runs of the same classes have one. */
  Base base(Protocol protocol) {
    boolean hasOwn =
        protocol == Protocol.FOLDS && !settings().folds().labels().equals(file.run().labels());
    return new Base(hasOwn ? "base-folds-" : "base-", protocol, data.source());
  }

  /** That of the sets with the ablation's source domain. */
  Base plainBase() {
    return new Base("base-plain-", Protocol.SETS, data.plainSource());
  }

  /**
   * The method, or what is left of it.
   *
   * @param name begins those of its runs
   * @param changes keys in which it differs
   */
  record Variant(String name, Base base, List<String> changes, List<Cell.Work> work) {}

  /** The configuration of what protocols share; they differ in what comes later. */
  private Config baseConfig(Protocol protocol, long seed) {
    return config(protocol, seed)
        .with("selection.neighbours=" + file.run().selection().neighbours());
  }

  private long seedOf(SeededFrom stage, long seed) {
    return stage.compareTo(settings().seededFrom()) >= 0 ? seed : file.run().seed();
  }

  /** f_S, judged on unseen people of the source domain. */
  Cell source(Protocol protocol, long seed) {
    return source(base(protocol), seed);
  }

  private Cell source(Base base, long seed) {
    String name = base.name() + seed;
    return new Cell(
        name + " source",
        runs.resolve(name),
        baseConfig(base.protocol(), seed),
        Map.of(Domain.SOURCE, base.source()),
        Loans.NONE,
        List.of(Cell.Work.SOURCE),
        List.of(),
        List.of());
  }

  /** f_S, judged on the target domain's faces: the paper's table 3. */
  List<Cell> shifted(Protocol protocol, long seed) {
    Cell source = source(protocol, seed);
    return List.of(
        source,
        new Cell(
            base(protocol).name() + seed + " on " + protocol.name().toLowerCase(Locale.ROOT),
            source.run(),
            source.config(),
            Map.of(),
            Loans.NONE,
            List.of(Cell.Work.SOURCE),
            shiftTests(protocol),
            List.of(source.name())));
  }

  private List<Cell.Test> shiftTests(Protocol protocol) {
    return protocol == Protocol.SETS
        ? data.sets().stream().map(division -> new Cell.Test(division.test(), false)).toList()
        : List.of(new Cell.Test(data.allFolds(), false));
  }

  /** Translation, generated faces, AlexNet and f_T's pre-training, after what they need. */
  List<Cell> translated(Protocol protocol, long seed) {
    return translated(base(protocol), seed, Cell.Work.LENT);
  }

  /**
   * @param lent what is lent beside stages
   */
  private List<Cell> translated(Base base, long seed, Cell.Work lent) {
    Cell source = source(base, seedOf(SeededFrom.SOURCE, seed));
    long own = seedOf(SeededFrom.TRANSLATION, seed);
    String name = base.name() + own;
    Loans loans = Loans.NONE;
    if (!runs.resolve(name).equals(source.run())) {
      loans = loans.and(source.run(), Set.of(Loans.Result.SOURCE, Loans.Result.SOURCE_DATA));
      name = name + "-translation";
    }
    Cell translation =
        new Cell(
            name + " translation",
            runs.resolve(name),
            baseConfig(base.protocol(), own),
            Map.of(Domain.WEB, data.web()),
            loans,
            List.of(Cell.Work.TRANSLATION),
            List.of(),
            List.of(source.name()));
    Cell shared =
        new Cell(
            name + (lent == Cell.Work.LENT ? " shared results" : " shared results of the method"),
            translation.run(),
            translation.config(),
            Map.of(),
            loans,
            List.of(lent),
            List.of(),
            List.of(translation.name()));
    return List.of(source, translation, shared);
  }

  /** The method and its comparisons on a division of the target, after what they need. */
  List<Cell> methods(Protocol protocol, Division division, long seed) {
    var all = new Variant("", base(protocol), List.of(), List.of(Cell.Work.METHODS));
    return variant(all, division, seed);
  }

  /** A variant of the method on a division of the target, after what it needs. */
  List<Cell> variant(Variant variant, Division division, long seed) {
    Protocol protocol = variant.base().protocol();
    boolean hasAll = variant.work().contains(Cell.Work.METHODS);
    Cell.Work toLend = hasAll ? Cell.Work.LENT : Cell.Work.LENT_FOR_METHOD;
    List<Cell> cells = new ArrayList<>(translated(variant.base(), seed, toLend));
    Cell source = cells.get(0);
    Cell lent = cells.get(cells.size() - 1);
    Config config = config(protocol, seed).with(variant.changes());
    Set<Loans.Result> ofSource = Set.of(Loans.Result.SOURCE, Loans.Result.SOURCE_DATA);
    Set<Loans.Result> others = Loans.alike(lent.config(), config);
    others.removeAll(ofSource);
    String name = variant.name() + runName(division, seed);
    cells.add(
        new Cell(
            hasAll ? name : name + " method",
            runs.resolve(name),
            config,
            Map.of(Domain.TARGET, division.training()),
            Loans.NONE.and(source.run(), ofSource).and(lent.run(), others),
            variant.work(),
            List.of(new Cell.Test(division.test(), isTrusted(protocol))),
            List.of(lent.name())));
    return cells;
  }

  private static String runName(Division division, long seed) {
    return division.name() + "-seed-" + seed;
  }

  private boolean isTrusted(Protocol protocol) {
    return protocol == Protocol.SETS && !settings().sets().bySubject();
  }

  /** A network of table 2 on the source domain. */
  Cell network(Architecture network, int imageSize, long seed) {
    if (network == file.run().source().model() && imageSize == file.run().imageSize()) {
      return source(Protocol.SETS, seed);
    }
    String name = "table2-%s-%d".formatted(name(network), seed);
    Config config =
        config(Protocol.SETS, seed)
            .with(
                "imageSize=" + imageSize,
                "source.model=" + name(network),
                "source.weights=",
                "web.adaptBatchNorm=false",
                "target.attentionBeta=0",
                "target.attentionBetas=")
            .with(learningRates(network, "source.learningRate"));
    return new Cell(
        name,
        runs.resolve(name),
        config,
        Map.of(Domain.SOURCE, data.source()),
        Loans.NONE,
        List.of(Cell.Work.SOURCE),
        List.of(),
        List.of());
  }

  /** What networks without batch normalisation learn at. */
  private String[] learningRates(Architecture network, String... keys) {
    double rate = settings().plainLearningRate();
    return network.hasBatchNorm() || rate == 0
        ? new String[0]
        : Stream.of(keys).map(key -> key + "=" + rate).toArray(String[]::new);
  }

  /** A network of table 8, pre-trained and fine-tuned as f_T is. */
  List<Cell> peer(Peer peer, Division division, long seed) {
    Config config =
        config(Protocol.FOLDS, seed)
            .with(
                "imageSize=" + peer.imageSize(),
                "target.model=" + name(peer.network()),
                "target.unlabelledWeight=0",
                "target.attentionBeta=0",
                "target.attentionBetas=")
            .with(
                learningRates(
                    peer.network(), "target.pretrainLearningRate", "target.learningRate"));
    if (!peer.weights().isEmpty()) {
      config =
          config.with(
              "target.weights=" + peer.weights(), "target.pretrainEpochs=0", "target.width=1");
    }
    long lenderSeed = seedOf(SeededFrom.TRANSLATION, seed);
    String lender = "table8-%s-%d".formatted(name(peer.network()), lenderSeed);
    Cell pretrained =
        new Cell(
            lender,
            runs.resolve(lender),
            config.with("seed=" + lenderSeed),
            Map.of(Domain.SOURCE, data.source()),
            Loans.NONE,
            List.of(Cell.Work.PRETRAINED),
            List.of(),
            List.of());
    String name = "table8-%s-%s".formatted(name(peer.network()), runName(division, seed));
    Cell tuned =
        new Cell(
            name,
            runs.resolve(name),
            config,
            Map.of(Domain.TARGET, division.training()),
            Loans.NONE.and(
                pretrained.run(), Set.of(Loans.Result.SOURCE_DATA, Loans.Result.PRETRAINING)),
            List.of(Cell.Work.FINE_TUNED),
            List.of(new Cell.Test(division.test(), false)),
            List.of(pretrained.name()));
    return List.of(pretrained, tuned);
  }

  /** A support vector machine of table 8, after what it needs. */
  List<Cell> svm(boolean onNetwork, Division division, long seed) {
    List<Cell> cells = new ArrayList<>();
    Loans loans = Loans.NONE;
    if (onNetwork) {
      Cell source = source(Protocol.FOLDS, seedOf(SeededFrom.SOURCE, seed));
      cells.add(source);
      loans = loans.and(source.run(), Set.of(Loans.Result.SOURCE));
    }
    String name =
        "table8-svm-%s-%s".formatted(onNetwork ? "network" : "hog", runName(division, seed));
    cells.add(
        new Cell(
            name,
            runs.resolve(name),
            config(Protocol.FOLDS, seed),
            Map.of(Domain.TARGET, division.training()),
            loans,
            List.of(onNetwork ? Cell.Work.SVM_ON_NETWORK : Cell.Work.SVM_ON_HOG),
            List.of(new Cell.Test(division.test(), false)),
            cells.stream().map(Cell::name).toList()));
    return cells;
  }

  /**
   * A network of table 8.
   *
   * @param weights checkpoint that it starts from instead of pre-training; may be empty
   */
  record Peer(String title, Architecture network, int imageSize, String weights) {}

  private static String name(Architecture network) {
    return network.name().toLowerCase(Locale.ROOT);
  }
}
