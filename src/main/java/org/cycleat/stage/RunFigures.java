package org.cycleat.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Use;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;
import org.cycleat.evaluation.GeneratedMeasures;
import org.cycleat.train.SampleGrid;

/**
 * What a run shows of its faces beside its results, in {@code figures/}: Figure 4 of all domains as
 * {@code domains.html} and {@code domains.png}, {@code measures.json} of the generated faces, and
 * {@code attention.png} of f_S, f_W and f_T, and Figure 5 (b) as {@code pairs.png}.
 */
public final class RunFigures {
  /** Faces of a domain in Figure 4 at most: t-SNE's time grows with the square. */
  private static final int MOST_IN_MAP = 400;

  private final Workspace workspace;
  private final Config config;
  private final RunData data;
  private final Device device;
  private final Networks networks;

  /**
   * @param report told in a line what a user should know
   * @throws UserException where nothing is selected yet, or nothing was generated
   */
  public RunFigures(Workspace workspace, GpuChoice gpu, Consumer<String> report) {
    workspace.require(Stage.SELECTION, "selected faces");
    this.workspace = workspace;
    this.config = workspace.config();
    if (!Generation.JOINT.isTranslated(config)) {
      throw new UserException(
          "%s has no generated faces to draw and measure (selection.untranslated is true): give a run with a translation"
              .formatted(workspace.root()));
    }
    this.data = new RunData(workspace, config, Map.of(), report);
    this.networks = new Networks(config);
    this.device = Device.forInference(gpu, config.threads());
    report.accept("device: " + device.description());
    Arithmetic.applyToInference(config.precision(), device);
  }

  /** The picture of Figure 4. */
  public static Path map(Workspace workspace) {
    return folder(workspace).resolve("domains.png");
  }

  /** The page of Figure 4. */
  public static Path page(Workspace workspace) {
    return folder(workspace).resolve("domains.html");
  }

  /** What was measured of the generated faces. */
  public static Path measures(Workspace workspace) {
    return folder(workspace).resolve("measures.json");
  }

  /** What was measured, where it was. */
  static Optional<GeneratedMeasures> measured(Workspace workspace) {
    return Workspace.read(measures(workspace), GeneratedMeasures.class);
  }

  /** Where the networks look. */
  public static Path attention(Workspace workspace) {
    return folder(workspace).resolve("attention.png");
  }

  static Path pairs(Workspace workspace) {
    return folder(workspace).resolve("pairs.png");
  }

  private static Path folder(Workspace workspace) {
    return workspace.root().resolve("figures");
  }

  /**
   * Draws Figure 4 with the faces of every domain.
   *
   * @return the page
   */
  public Path drawMap() {
    try (NetworkFeatures first = alexNet(NetworkFeatures.Layer.FIRST)) {
      new DomainMap(new Embedding(config.selection(), config.seed()), first)
          .draw(domains(), map(workspace), page(workspace));
    }
    return page(workspace);
  }

  /** Source, web, generated, selected and target faces, a limited number of each. */
  private Map<String, Manifest> domains() {
    Manifest generated = generated();
    Manifest selected = labelled(Generation.JOINT.selected(workspace));
    Set<Path> chosen = new HashSet<>();
    selected.samples().forEach(sample -> chosen.add(sample.path()));
    Map<String, Manifest> domains = new LinkedHashMap<>();
    domains.put("source", data.training(Domain.SOURCE));
    domains.put("web", data.training(Domain.WEB));
    domains.put("generated", generated.filter(sample -> !chosen.contains(sample.path())));
    domains.put("selected", selected);
    domains.put("target", data.learning(Domain.TARGET).training());
    domains.replaceAll((name, faces) -> EvenDraw.of(faces, MOST_IN_MAP, config.seed()));
    return domains;
  }

  private Manifest generated() {
    return labelled(Generation.JOINT.generatedList(workspace));
  }

  private Manifest labelled(Path list) {
    return Manifest.read(list, RunData.labels(config), Use.DISTRIBUTED);
  }

  /**
   * Measures the generated faces.
   *
   * @param judge an exported model that reads their labels, trained apart from the run; without one
   *     f_T as it was after its pre-training on the source faces, which no generator learned from
   */
  public GeneratedMeasures measure(Optional<Path> judge) {
    if (judge.isEmpty()) {
      return measureBy(preTrained());
    }
    try (var model = new ExportedClassifier(judge.get(), device, RunData.labels(config))) {
      String name = judge.get().toString();
      return measureBy(Optional.of(new TranslationMeasures.Reader(name, model::predict)));
    }
  }

  private GeneratedMeasures measureBy(Optional<TranslationMeasures.Reader> reader) {
    try (NetworkFeatures features = alexNet(NetworkFeatures.Layer.LAST_MEAN)) {
      var measures = new TranslationMeasures(data, features, reader).of(workspace);
      Workspace.writeJson(measures(workspace), measures);
      return measures;
    }
  }

  private Optional<TranslationMeasures.Reader> preTrained() {
    Path folder = TargetTraining.pretraining(workspace);
    if (!workspace.isComplete(folder)) {
      return Optional.empty();
    }
    String fT = TargetTraining.F_T;
    var contender = new Contenders.Contender("labels", fT, networks.target(), folder.resolve(fT));
    return Optional.of(
        new TranslationMeasures.Reader(
            "f_T as pre-trained on the source faces",
            faces -> new Judgement(workspace, config, line -> {}).judge(device, contender, faces)));
  }

  /** Of the selection; no loss of the generators has it. */
  private NetworkFeatures alexNet(NetworkFeatures.Layer layer) {
    Optional<Path> given = StartingWeights.SELECTION.path(config);
    Path own = FaceSelection.alexNetFolder(workspace).resolve(FaceSelection.ALEXNET);
    var trained =
        new NetworkFeatures.Trained(
            FaceSelection.ALEXNET,
            given.map("AlexNet of %s"::formatted).orElse("AlexNet trained on the source faces"),
            networks.selection(),
            given.orElse(own));
    var pipeline = data.plainPipeline(config.selection().imageSize());
    return new NetworkFeatures(device, trained, pipeline, layer);
  }

  /** Draws source faces of each class beside the faces generated from them. */
  public Path drawPairs() {
    SampleGrid.write(GeneratedPairs.draw(generated(), config.seed()), pairs(workspace));
    return pairs(workspace);
  }

  /** Draws where f_S, f_W and f_T, as far as they are trained, look in a target face of a class. */
  public Path drawAttention() {
    List<NetworkFeatures.Trained> trained = new ArrayList<>();
    add(trained, SourceTraining.F_S, networks.source(), Stage.SOURCE);
    add(trained, FaceTranslation.F_W, networks.source(), Stage.TRANSLATION);
    add(trained, TargetTraining.F_T, networks.target(), Stage.TARGET);
    Manifest targets = data.training(Domain.TARGET);
    Manifest faces = EvenDraw.of(targets, targets.labels().size(), config.seed());
    new AttentionPicture(device, data.plainPipeline(config.imageSize()))
        .draw(trained, faces, attention(workspace));
    return attention(workspace);
  }

  private void add(
      List<NetworkFeatures.Trained> trained,
      String name,
      Networks.ClassifierFactory network,
      Stage stage) {
    if (workspace.isComplete(workspace.folder(stage))) {
      trained.add(new NetworkFeatures.Trained(name, name, network, workspace.network(stage, name)));
    }
  }
}
