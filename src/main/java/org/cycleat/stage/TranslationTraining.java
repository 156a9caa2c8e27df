package org.cycleat.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cycleat.config.Config;
import org.cycleat.config.WebConfig;
import org.cycleat.data.Batches;
import org.cycleat.dataset.Manifest;
import org.cycleat.nn.Parameters;
import org.cycleat.train.Checkpoint;
import org.cycleat.train.Metrics;
import org.cycleat.train.ProgressDisplay;
import org.cycleat.train.TrainingListener;
import org.cycleat.train.TrainingLoop;
import org.cycleat.train.TrainingState;
import org.cycleat.train.WeightAverage;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/** Trains one stage of the translation. */
final class TranslationTraining implements AutoCloseable {
  /** The folder of generators whose average is kept in their place. */
  static final String UNAVERAGED = "unaveraged";

  private final RunContext run;
  private final Config config;
  private final TranslationPhase phase;
  final Graph graph = new Graph();
  final Session session;
  final Batches source;
  final Batches web;
  final TranslationGraph net;
  private final TranslationSamples samples;

  /** Trains to the end, from the state that an interrupted run left, if any. */
  static void train(RunContext run, TranslationPhase phase) {
    try (TranslationTraining training = new TranslationTraining(run, phase)) {
      training.train();
    }
  }

  TranslationTraining(RunContext run, TranslationPhase phase) {
    this.run = run;
    this.config = run.config();
    this.phase = phase;
    session = run.device().session(graph);
    Ops tf = Ops.create(graph);
    // Crops and mirror images as in CycleGAN, but true colours: they are what is translated.
    var pipeline =
        run.data()
            .pipeline(config.imageSize(), config.gan().batchSize(), config.source().balance())
            .cropping();
    Manifest xS = run.data().training(Domain.SOURCE);
    Manifest xW = run.data().all(Domain.WEB);
    source = Batches.training(tf, xS, pipeline, config.seed());
    web = Batches.training(tf, xW, pipeline.withoutBalance(), config.seed() + 1);
    var faces = new TranslationGraph.Faces(source.images(), source.labels(), web.images());
    var part = new TranslationGraph.Part(phase.joint(), phase.firstStep());
    net = new TranslationGraph(graph, run.networks(), run.towers(), faces, part);
    samples = new TranslationSamples(net, xS, xW, config.imageSize());
  }

  private void train() {
    initialize();
    StepMeasures measures = StepMeasures.of(run, phase.folder(), List.of(source, web));
    try (Metrics metrics = Plans.metrics(config, phase.folder());
        ProgressDisplay display =
            new ProgressDisplay(phase.name(), config.gan().batchSize(), measures.waited())) {
      TrainingState state =
          new TrainingState(
              net.tf,
              phase.folder().resolve("state"),
              config.log().keepCheckpoints(),
              net.objects(),
              Map.of("metrics", metrics));
      phase.keepSchedule(run, state.newest().orElse(0));
      var plan = Plans.plan(config, phase.schedule(config), phase.steps());
      List<TrainingListener> listeners = new ArrayList<>();
      listeners.add(new StreamStart(session, List.of(source, web), phase.firstStep()));
      listeners.add(metrics);
      listeners.add(display);
      if (config.log().sampleEverySteps() > 0) {
        listeners.add(samples.listener(session, phase, config.log(), metrics));
      }
      listeners.addAll(measures.listeners());
      new TrainingLoop(plan, state, listeners)
          .run(session, new TranslationSteps(session, net, measures.runner()));
    }
    keep();
  }

  /** Of what is averaged, the average lies where all others look for the network. */
  private void keep() {
    for (Parameters network : net.trained()) {
      checkpoint(network).save(session, trainedIn(phase.folder(), network), phase.steps());
    }
    for (WeightAverage.Pair pair : net.networks.averages()) {
      averageOf(pair).save(session, averageIn(phase.folder(), pair), phase.steps());
    }
  }

  /** The folder of weights as training left them. */
  private Path trainedIn(Path folder, Parameters network) {
    boolean hasAverage =
        net.networks.averages().stream().anyMatch(pair -> pair.network() == network);
    return (hasAverage ? folder.resolve(UNAVERAGED) : folder).resolve(network.network());
  }

  private static Path averageIn(Path folder, WeightAverage.Pair pair) {
    return folder.resolve(pair.network().network());
  }

  private Checkpoint averageOf(WeightAverage.Pair pair) {
    return Checkpoint.of(net.tf, pair.average(), pair.network().network());
  }

  void initialize() {
    net.initialize(session);
    if (phase.joint()) {
      Path fS = run.workspace().network(Stage.SOURCE, SourceTraining.F_S);
      checkpoint(net.networks.fS().parameters()).restore(session, fS);
      if (config.web().startFrom() == WebConfig.Start.SOURCE) {
        checkpoint(net.networks.fW().parameters()).restore(session, fS);
      }
    }
    phase
        .startsFrom()
        .ifPresentOrElse(
            this::restoreTranslators,
            () ->
                TranslatorWeights.of(config)
                    .ifPresent(weights -> weights.restore(net.tf, session, net.networks)));
  }

  private void restoreTranslators(Path folder) {
    net.trained().stream()
        .filter(FaceTranslation::isTranslator)
        .forEach(n -> checkpoint(n).restore(session, trainedIn(folder, n)));
    for (WeightAverage.Pair pair : net.networks.averages()) {
      averageOf(pair).restore(session, averageIn(folder, pair));
    }
  }

  private Checkpoint checkpoint(Parameters network) {
    return Checkpoint.of(net.tf, network);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
