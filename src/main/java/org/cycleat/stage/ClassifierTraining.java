package org.cycleat.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cycleat.data.Batches;
import org.cycleat.train.Checkpoint;
import org.cycleat.train.Metrics;
import org.cycleat.train.ProgressDisplay;
import org.cycleat.train.TrainingListener;
import org.cycleat.train.TrainingLoop;
import org.cycleat.train.TrainingState;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * Trains a classifier by cross-entropy, with attention transferred from a teacher where there is
 * one, and keeps the weights of the epoch that does best on the validation part.
 */
final class ClassifierTraining implements AutoCloseable {
  private final RunContext run;
  private final Path folder;
  private final ClassifierTask task;
  final Graph graph = new Graph();
  final Session session;
  final Batches batches;
  private final List<Batches> streams = new ArrayList<>();
  final ClassifierGraph net;
  private final BestEpoch.Judge judge;

  /** Trains to the end, from the state that an interrupted run left in {@code folder}, if any. */
  static void train(RunContext run, Path folder, ClassifierTask task) {
    try (ClassifierTraining training = new ClassifierTraining(run, folder, task)) {
      training.train();
    }
  }

  ClassifierTraining(RunContext run, Path folder, ClassifierTask task) {
    this.run = run;
    this.folder = folder;
    this.task = task;
    session = run.device().session(graph);
    Ops tf = Ops.create(graph);
    Lesson lesson = task.recipe().lesson();
    var targets = lesson.targets(run.config().data().votes(), task.weights());
    batches =
        Batches.training(tf, task.data().training(), task.pipeline(), targets, run.config().seed());
    streams.add(batches);
    var faces =
        new ClassifierGraph.Faces(
            batches.images(),
            batches.targets(),
            batches.labels(),
            task.unlabelled().map(this::views));
    net = new ClassifierGraph(graph, run.networks(), run.towers(), task, faces);
    judge =
        new BestEpoch.Judge(
            lesson.validation(tf, net.judged(), run.data().plainPipeline(task.pipeline().size())),
            Checkpoint.of(tf, net.judged().parameters(), task.name()));
  }

  private ClassifierGraph.Views views(Unlabelled unlabelled) {
    List<Batches> views =
        unlabelled.views(Ops.create(graph), task.pipeline(), run.config().seed() + 1);
    streams.addAll(views);
    return new ClassifierGraph.Views(views.get(0).images(), views.get(1).images());
  }

  void initialize() {
    net.classifier.parameters().initialize(session);
    net.teacher.ifPresent(
        frozen ->
            Checkpoint.of(net.tf, frozen.parameters())
                .restore(session, task.teacher().orElseThrow().checkpoint()));
    task.start()
        .ifPresent(
            start ->
                Checkpoint.startOf(net.tf, net.classifier.parameters(), start)
                    .restore(session, start));
    net.initializeSteps(session);
  }

  private void train() {
    initialize();
    StepMeasures measures = StepMeasures.of(run, folder, streams);
    String name = folder.getFileName().toString();
    try (Metrics metrics = Plans.metrics(run.config(), folder);
        BestEpoch best = new BestEpoch(session, task, judge, folder, metrics);
        ProgressDisplay display =
            new ProgressDisplay(name, task.imagesPerStep(), measures.waited())) {
      TrainingState state =
          new TrainingState(
              net.tf,
              folder.resolve("state"),
              run.config().log().keepCheckpoints(),
              net.objects(),
              Map.of("metrics", metrics, "best", best));
      var schedule = Schedule.of(run.config(), task);
      schedule.keepIn(folder, state.newest().orElse(0), task.name(), run.report());
      var plan = Plans.plan(run.config(), schedule, task.trainedSteps());
      var start = new StreamStart(session, streams, 0);
      List<TrainingListener> listeners = new ArrayList<>(List.of(start, metrics, display, best));
      listeners.addAll(measures.listeners());
      StepInputs measured = net.inputs.through(measures.runner());
      new TrainingLoop(plan, state, listeners)
          .run(session, (step, now) -> step(measured, new StepInputs.Now(step, now)));
      run.report().accept("%s: %s".formatted(task.name(), best));
    }
  }

  Map<String, Float> step(StepInputs measured, StepInputs.Now now) {
    return measured.run(session.runner().addTarget(net.step.target()), now, net.losses());
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
