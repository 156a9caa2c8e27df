package org.cycleat.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.data.Batches;
import org.cycleat.evaluation.Evaluator;
import org.cycleat.loss.AttentionTransfer;
import org.cycleat.model.Classifier;
import org.cycleat.model.Features;
import org.cycleat.nn.Pass;
import org.cycleat.train.Checkpoint;
import org.cycleat.train.Metrics;
import org.cycleat.train.OptimizerStep;
import org.cycleat.train.ProgressDisplay;
import org.cycleat.train.TrainedObjects;
import org.cycleat.train.TrainingListener;
import org.cycleat.train.TrainingLoop;
import org.cycleat.train.TrainingState;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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
  private final Ops tf;
  final Batches batches;
  private final Classifier classifier;
  final StepInputs inputs;
  private final Map<String, Operand<TFloat32>> losses = new LinkedHashMap<>();
  private final OptimizerStep optimizerStep;
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
    tf = Ops.create(graph);
    batches = Batches.training(tf, task.data().training(), task.pipeline(), run.config().seed());
    classifier = task.network().make(tf, task.name());
    inputs = StepInputs.in(tf);
    optimizerStep = optimizerStep();
    judge =
        new BestEpoch.Judge(
            new Evaluator(tf, classifier, run.data().plainPipeline(task.pipeline().size())),
            Checkpoint.of(tf, classifier.parameters()));
  }

  /** L_S, equation (3), or L_T, equation (10). */
  private OptimizerStep optimizerStep() {
    Pass pass = run.networks().training(tf, inputs.step());
    Features features = classifier.apply(pass, batches.images());
    Operand<TFloat32> loss = task.recipe().loss().of(tf, features.logits(), batches.labels());
    losses.put("entropy", loss);
    if (task.teacher().isPresent()) {
      ClassifierTask.Teacher teacher = task.teacher().get();
      var distance = attention(teacher, features);
      losses.put("attention", distance);
      loss = tf.math.add(loss, tf.math.mul(tf.constant((float) teacher.beta() / 2), distance));
    }
    return run.networks()
        .adam(tf, graph)
        .minimize(
            "step_" + task.name(),
            loss,
            List.of(classifier.parameters()),
            inputs.learningRate(),
            pass.updates());
  }

  /** The sum in (11): the teacher is frozen and sees the student's images. */
  private Operand<TFloat32> attention(ClassifierTask.Teacher teacher, Features student) {
    Classifier frozen = teacher.network().make(tf, "teacher_" + teacher.name());
    Features taught = frozen.apply(run.networks().frozen(tf), batches.images());
    Checkpoint.of(tf, frozen.parameters()).restore(session, teacher.checkpoint());
    var attention = run.config().attention();
    return new AttentionTransfer((float) attention.power(), (float) attention.epsilon())
        .of(tf, taught.groups(), student.groups());
  }

  void initialize() {
    classifier.parameters().initialize(session);
    task.start().ifPresent(start -> judge.checkpoint().restore(session, start));
    optimizerStep.initialize(session);
  }

  private void train() {
    initialize();
    StepMeasures measures = StepMeasures.of(run, folder, List.of(batches));
    String name = folder.getFileName().toString();
    try (Metrics metrics = Plans.metrics(run.config(), folder);
        BestEpoch best = new BestEpoch(session, task, judge, folder, metrics);
        ProgressDisplay display =
            new ProgressDisplay(name, task.pipeline().batchSize(), measures.waited())) {
      TrainingState state =
          new TrainingState(
              tf,
              folder.resolve("state"),
              run.config().log().keepCheckpoints(),
              new TrainedObjects(List.of(classifier.parameters()), List.of(optimizerStep)),
              Map.of("metrics", metrics, "best", best));
      var rate = Plans.learningRate(run.config(), task.recipe().learningRate(), task.steps());
      var plan = Plans.plan(run.config(), rate, task.steps());
      var streams = new StreamStart(session, List.of(batches), 0);
      List<TrainingListener> listeners = new ArrayList<>(List.of(streams, metrics, display, best));
      listeners.addAll(measures.listeners());
      StepInputs measured = inputs.through(measures.runner());
      new TrainingLoop(plan, state, listeners)
          .run(session, (step, now) -> step(measured, new StepInputs.Now(step, now)));
      run.report().accept("%s: %s".formatted(task.name(), best));
    }
  }

  Map<String, Float> step(StepInputs measured, StepInputs.Now now) {
    return measured.run(session.runner().addTarget(optimizerStep.target()), now, losses);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
