package org.cycleat.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.config.SourceConfig;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.FaceDataSets;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Use;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;
import org.cycleat.evaluation.MovementFit;
import org.cycleat.evaluation.Voting;
import org.cycleat.export.SavedModelWriter;
import org.cycleat.export.ServingInfo;
import org.cycleat.face.Framing;
import org.cycleat.train.Checkpoint;
import org.cycleat.train.TaskProgress;

/** What a trained run gives to others: models and translated faces. */
public final class Delivery {
  private final Workspace workspace;
  private final Config config;
  private final Networks networks;

  public Delivery(Workspace workspace) {
    this.workspace = workspace;
    this.config = workspace.config();
    this.networks = new Networks(config);
  }

  /**
   * Writes generators and discriminators into one file, as {@code gan.weights} takes it; where the
   * run keeps moving averages of the generators, these.
   *
   * @param target a new file
   * @throws UserException where they are not trained yet, or the file is there already
   */
  public void exportTranslation(Path target) {
    workspace.require(Stage.TRANSLATION, "translation");
    TranslatorWeights.write(workspace.folder(Stage.TRANSLATION), config, target);
  }

  /**
   * Writes a classifier as a SavedModel.
   *
   * @param name f_T, f_S or f_W
   * @param target a new or empty folder, or a new file that ends in .zip
   * @param voting the views of an image that its answer is the mean of
   * @param report told in a line which processor is used
   * @throws UserException where there is no such classifier, or it is not trained yet
   */
  public void export(String name, Path target, Voting voting, Consumer<String> report) {
    Stage stage =
        switch (name) {
          case TargetTraining.F_T -> Stage.TARGET;
          case SourceTraining.F_S -> Stage.SOURCE;
          case FaceTranslation.F_W -> Stage.TRANSLATION;
          default ->
              throw new UserException(
                  "no network %s (--network); expected f_T, f_S, f_W or translation"
                      .formatted(name));
        };
    SourceTraining.requireClassifier(workspace);
    workspace.require(stage, "classifier " + name);
    open(GpuChoice.NONE, report); // nothing is computed, only written
    Path checkpoint = workspace.network(stage, name);
    Networks.ClassifierFactory network =
        stage == Stage.TARGET ? networks.target() : networks.source();
    new SavedModelWriter(
            tf -> network.make(tf, name),
            (tf, classifier, session) ->
                Checkpoint.of(tf, classifier.parameters()).restore(session, checkpoint),
            servingInfo(stage, voting))
        .write(target);
  }

  /** Whether the run has learned movements, so that there is one network to export. */
  public boolean readsMovements() {
    return config.source().learns() == SourceConfig.Learns.MOVEMENTS;
  }

  /**
   * Writes a network that reads movements as a SavedModel.
   *
   * @param target as {@link #export} takes it
   * @param report called with lines on which processor is used, and what is left out
   * @throws UserException where the run has none, or it reads no movement
   */
  public void exportMovements(Path target, Consumer<String> report) {
    RunMovements movements = new RunMovements(workspace);
    Map<String, MovementFit.Fit> fits = movements.fits();
    ReadableMovements.require(fits, movements.place(), report);
    open(GpuChoice.NONE, report);
    new SavedModelWriter(
            tf -> networks.source().make(tf, SourceTraining.F_S),
            (tf, network, session) ->
                Checkpoint.of(tf, network.parameters()).restore(session, movements.checkpoint()),
            ServingInfo.of(
                ServingInfo.MovementNames.of(fits), config.imageSize(), framing(Domain.SOURCE)),
            fits)
        .write(target);
  }

  private Device open(GpuChoice gpu, Consumer<String> report) {
    Device device = Device.forInference(gpu, config.threads());
    report.accept("device: " + device.description());
    Arithmetic.applyToInference(config.precision(), device);
    return device;
  }

  /** Faces are recognised in the framing of those that the classifier learned from. */
  private ServingInfo servingInfo(Stage stage, Voting voting) {
    Framing framing = framing(stage == Stage.TARGET ? Domain.TARGET : Domain.SOURCE);
    List<ServingInfo.Label> labels =
        RunData.labels(config).all().stream()
            .map(label -> new ServingInfo.Label(label.code(), label.name()))
            .toList();
    return new ServingInfo(labels, config.imageSize(), framing, voting);
  }

  private Framing framing(Domain learned) {
    RunData data = new RunData(workspace, config, Map.of(), line -> {});
    return data.isKnown(learned)
        ? Framings.of(data.all(learned)).orElse(Framing.DEFAULT)
        : Framing.DEFAULT;
  }

  /**
   * Translates faces one way.
   *
   * @param generator g_SW or g_WS
   * @return how many were written
   */
  public int synthesize(
      String generator, GpuChoice gpu, Path in, Path out, Consumer<String> report) {
    workspace.require(Stage.TRANSLATION, "generator " + generator);
    Device device = open(gpu, report);
    Labels labels = RunData.labels(config);
    DataSource source = new DataSource(in, FaceDataSets.AUTO, "--in", report, report);
    Path pictures = out.resolve("data");
    Manifest faces =
        RunData.checked(source.read(labels, Use.UNLABELLED, pictures), pictures, source);
    RunData data = new RunData(workspace, config, Map.of(), report);
    Path checkpoint = workspace.network(Stage.TRANSLATION, generator);
    try (Synthesis synthesis =
            new Synthesis(
                device, networks, generator, checkpoint, data.plainPipeline(config.imageSize()));
        TaskProgress progress = new TaskProgress("translating", faces.size())) {
      Manifest written =
          synthesis.translate(faces, new FolderNames(in, out)::fileOf, progress::reached);
      written.write(out.resolve(Manifest.FILE_NAME));
      return written.size();
    }
  }
}
