package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cycleat.config.Config;
import org.cycleat.data.Batches;
import org.cycleat.loss.CrossEntropy;
import org.cycleat.nn.Precision;
import org.cycleat.placement.Step;
import org.cycleat.train.Checkpoint;
import org.cycleat.train.DataWait;
import org.cycleat.train.StepRunner;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.RunMetadata;

/** The steps that the stages train by, in small. Each is run once. */
final class TrainingSteps {
  /** Large enough for ordinary convolutions, and where maps are small for unfolded ones. */
  static final Config SMALL = Config.preset("tiny").with("imageSize=64");

  /** What else the translation can be told, and batches of two. */
  static final Config EVERY_OPTION =
      SMALL.with(
          "gan.batchSize=2",
          "gan.loss=lsgan",
          "gan.augment=colour,translation,cutout",
          "gan.weightAverage=0.99",
          "gan.upsampling=resize",
          "gan.identityWeight=5");

  private final Path folder;
  private final Precision precision;
  private final DrawnDomains domains;
  private int runs;

  /**
   * @param folder an empty one
   */
  TrainingSteps(Path folder, Precision precision) throws IOException {
    this.folder = folder;
    this.precision = precision;
    domains = DrawnDomains.in(folder.resolve("faces"));
  }

  /** One of each kind. */
  List<Step> all() {
    return List.of(
        taughtClassifier(SMALL),
        classifier(SMALL.with("source.model=vgg16", "target.model=vgg16")),
        classifier(SMALL.with("imageSize=68", "source.model=alexnet", "target.model=alexnet")),
        translation(EVERY_OPTION, false),
        translation(SMALL, true));
  }

  /** A classifier's, of the configuration's source stage. */
  Step classifier(Config config) {
    return classifier(config, false);
  }

  /** A classifier's that has a teacher of its own architecture. */
  Step taughtClassifier(Config config) {
    return classifier(config, true);
  }

  private Step classifier(Config config, boolean taught) {
    RunContext run = run(config);
    var source = config.source();
    RunData data = run.data();
    var task =
        new ClassifierTask(
            "f",
            run.networks().source(),
            data.learning(Domain.SOURCE),
            data.pipeline(config.imageSize(), source.batchSize(), source.balance()),
            new ClassifierTask.Recipe(source.epochs(), source.learningRate(), CrossEntropy.PLAIN));
    task = taught ? task.taughtBy(teacher(run)) : task;
    try (ClassifierTraining training =
        new ClassifierTraining(run, run.workspace().root().resolve("training"), task)) {
      training.initialize();
      GraphOfRun told = new GraphOfRun(training.session, List.of(training.batches));
      training.step(training.net.inputs.through(told), new StepInputs.Now(0, 0.001f));
      return Step.of(training.graph, told.run);
    }
  }

  private static ClassifierTask.Teacher teacher(RunContext run) {
    return new ClassifierTask.Teacher("f", run.networks().source(), trained(run), 1);
  }

  /**
   * The translation's.
   *
   * @param joint whether it is stage II
   */
  Step translation(Config config, boolean joint) {
    RunContext run = run(config);
    if (joint) {
      trained(run);
    }
    Path place = run.workspace().root().resolve("training");
    var phase = new TranslationPhase("translation", joint, place, place, Optional.empty(), 0, 1);
    try (TranslationTraining training = new TranslationTraining(run, phase)) {
      training.initialize();
      GraphOfRun told = new GraphOfRun(training.session, List.of(training.source, training.web));
      new TranslationSteps(training.session, training.net, told).run(0, 0.001f);
      return Step.of(training.graph, told.run);
    }
  }

  private RunContext run(Config config) {
    Workspace workspace = Workspace.create(folder.resolve("run" + runs++), config);
    RunData data = new RunData(workspace, config, domains.given(), line -> {});
    return new RunContext(workspace, data, Step.DEVICE, precision, line -> {}, false);
  }

  /** A checkpoint of f_S, which a run has after its source stage. */
  static Path trained(RunContext run) {
    Path checkpoint = run.workspace().network(Stage.SOURCE, SourceTraining.F_S);
    try (Graph graph = new Graph();
        Session session = run.device().session(graph)) {
      Ops tf = Ops.create(graph);
      var network = run.networks().source().make(tf, SourceTraining.F_S).parameters();
      network.initialize(session);
      Checkpoint.of(tf, network).save(session, checkpoint, 0);
    }
    return checkpoint;
  }

  /** Runs a step as a training does, and keeps what TensorFlow tells of its graph. */
  private static final class GraphOfRun implements StepRunner {
    private final StepRunner waiting;
    private RunMetadata run;

    GraphOfRun(Session session, List<Batches> streams) {
      streams.forEach(stream -> stream.start(session, 0));
      waiting = new DataWait(streams.stream().map(Batches::waited).toList(), this::told);
    }

    @Override
    public Result run(Session.Runner runner) {
      return waiting.run(runner);
    }

    private Result told(Session.Runner runner) {
      Result result = runner.setOptions(Step.TOLD).runAndFetchMetadata();
      run = result.getMetadata().orElseThrow();
      return result;
    }
  }
}
