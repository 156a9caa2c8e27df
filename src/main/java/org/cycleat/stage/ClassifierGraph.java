package org.cycleat.stage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.config.AttentionConfig;
import org.cycleat.loss.AttentionTransfer;
import org.cycleat.loss.PseudoLabels;
import org.cycleat.model.Classifier;
import org.cycleat.model.Features;
import org.cycleat.nn.OnCpu;
import org.cycleat.nn.Pass;
import org.cycleat.train.OptimizerStep;
import org.cycleat.train.Towers;
import org.cycleat.train.TrainedObjects;
import org.cycleat.train.WeightAverage;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A classifier and the step that trains it, by L_S, equation (3), or L_T, equation (10). */
final class ClassifierGraph {

  /**
   * What a step draws.
   *
   * @param images [N, S, S, 3]
   * @param targets [N, K], what is to be learned: distributions times the images' weights, or
   *     movements
   * @param labels [N], the classes that images weigh as
   * @param unlabelled what else is learned from
   */
  record Faces(
      Operand<TFloat32> images,
      Operand<TFloat32> targets,
      Operand<TInt32> labels,
      Optional<Views> unlabelled) {

    Faces(Operand<TFloat32> images, Operand<TFloat32> targets, Operand<TInt32> labels) {
      this(images, targets, labels, Optional.empty());
    }
  }

  /**
   * The same faces without labels twice, each [M, S, S, 3].
   *
   * @param weak as a teacher is to see them
   * @param strong as the classifier is
   */
  record Views(Operand<TFloat32> weak, Operand<TFloat32> strong) {}

  final Ops tf;
  final Classifier classifier;

  /** Holds the average of its weights, where the configuration has one. */
  private final Optional<Classifier> average;

  /** Frozen. */
  final Optional<Classifier> teacher;

  /** Of faces without labels: the classifier that is kept so far. */
  private final Optional<UnlabelledTeacher> ofUnlabelled;

  final StepInputs inputs;
  final OptimizerStep step;
  private final ClassifierTask task;
  private final AttentionConfig attention;
  private final Map<String, List<Operand<TFloat32>>> terms = new LinkedHashMap<>();
  private final Map<String, Operand<TFloat32>> losses = new LinkedHashMap<>();

  ClassifierGraph(Graph graph, Networks networks, Towers towers, ClassifierTask task, Faces faces) {
    this.tf = Ops.create(graph);
    this.task = task;
    this.attention = networks.config().attention();
    classifier = task.network().make(tf, task.name());
    double decay = networks.config().classifier().weightAverage();
    average =
        decay > 0
            ? Optional.of(task.network().make(tf, "average_" + task.name()))
            : Optional.empty();
    teacher = task.teacher().map(by -> by.network().make(tf, "teacher_" + by.name()));
    int classes = networks.config().labels().size();
    ofUnlabelled = task.unlabelled().map(by -> new UnlabelledTeacher(tf, judged(), by, classes));
    inputs = StepInputs.in(tf);
    List<Operand<TFloat32>> images = towers.split(OnCpu.of(tf), faces.images());
    List<Operand<TFloat32>> targets = towers.split(OnCpu.of(tf), faces.targets());
    List<Operand<TInt32>> labels = towers.split(OnCpu.of(tf), faces.labels());
    List<Optional<Views>> views = split(towers, faces.unlabelled());
    List<Pass> passes = new ArrayList<>();
    List<Operand<TFloat32>> sums = new ArrayList<>();
    for (int i = 0; i < towers.count(); i++) {
      passes.add(towers.pass(tf, i, inputs.step()).in(networks.precision()));
      sums.add(
          loss(
              passes.get(i),
              new Faces(images.get(i), targets.get(i), labels.get(i), views.get(i))));
    }
    terms.forEach((name, values) -> losses.put(name, towers.mean(tf, values)));
    List<Op> alsoRun = new ArrayList<>(passes.get(0).updates());
    ofUnlabelled.ifPresent(teaching -> alsoRun.addAll(teaching.updates()));
    OptimizerStep moving =
        networks
            .classifierOptimizer(tf, graph)
            .minimize(
                "step_" + task.name(),
                sums,
                List.of(classifier.parameters()),
                inputs.learningRate(),
                alsoRun);
    step =
        average
            .map(mean -> new WeightAverage.Pair(classifier.parameters(), mean.parameters()))
            .map(pair -> WeightAverage.after(tf, moving, List.of(pair), decay, inputs.step()))
            .orElse(moving);
  }

  /** Gives what steps remember its first values; the networks must have theirs. */
  void initializeSteps(Session session) {
    step.initialize(session);
    ofUnlabelled.ifPresent(teaching -> teaching.initialize(session));
  }

  /** What a training checkpoint must keep. */
  TrainedObjects objects() {
    return new TrainedObjects(
        List.of(classifier.parameters()),
        List.of(step),
        ofUnlabelled.map(UnlabelledTeacher::stored).orElse(List.of()));
  }

  /** What validation judges and what is kept: the average, or else the classifier itself. */
  Classifier judged() {
    return average.orElse(classifier);
  }

  /** The terms of the loss, without their weights. */
  Map<String, Operand<TFloat32>> losses() {
    return losses;
  }

  private List<Optional<Views>> split(Towers towers, Optional<Views> views) {
    if (views.isEmpty()) {
      return Collections.nCopies(towers.count(), Optional.empty());
    }
    List<Operand<TFloat32>> weak = towers.split(OnCpu.of(tf), views.get().weak());
    List<Operand<TFloat32>> strong = towers.split(OnCpu.of(tf), views.get().strong());
    return towers
        .numbers()
        .mapToObj(i -> Optional.of(new Views(weak.get(i), strong.get(i))))
        .toList();
  }

  private Operand<TFloat32> loss(Pass pass, Faces faces) {
    if (faces.unlabelled().isEmpty()) {
      return loss(pass, faces, classifier.apply(pass, faces.images()));
    }
    Ops tf = pass.tf();
    Views views = faces.unlabelled().get();
    // One pass, as batch norm is to have the statistics of both.
    var all = tf.concat(List.of(faces.images(), views.strong()), tf.constant(0));
    Features features = classifier.apply(pass, all);
    int labelled = (int) faces.images().shape().get(0);
    var sum = loss(pass, faces, features.first(tf, labelled));
    PseudoLabels taught = ofUnlabelled.orElseThrow().labels(pass, faces);
    var loss = taught.loss(tf, features.logitsBehind(tf, labelled));
    report("unlabelled", loss);
    report("confident", taught.share(tf));
    float weight = (float) task.unlabelled().orElseThrow().rules().unlabelledWeight();
    return tf.math.add(sum, tf.math.mul(tf.constant(weight), loss));
  }

  /** Of the faces with something to learn. */
  private Operand<TFloat32> loss(Pass pass, Faces faces, Features features) {
    Lesson lesson = task.recipe().lesson();
    var learned = lesson.loss(pass.tf(), features.logits(), faces, !task.weights().isEmpty());
    report(lesson.lossName(), learned);
    if (teacher.isEmpty()) {
      return learned;
    }
    var distance = attention(pass, faces, features);
    report("attention", distance);
    float weight = (float) task.teacher().orElseThrow().beta() / 2;
    return pass.tf().math.add(learned, pass.tf().math.mul(pass.tf().constant(weight), distance));
  }

  /** The sum in (11): the teacher is frozen and sees the student's images. */
  private Operand<TFloat32> attention(Pass pass, Faces faces, Features student) {
    Features taught = teacher.orElseThrow().apply(pass.frozen(), faces.images());
    return new AttentionTransfer((float) attention.power(), (float) attention.epsilon())
        .of(pass.tf(), taught.groups(), student.groups());
  }

  private void report(String name, Operand<TFloat32> loss) {
    terms.computeIfAbsent(name, unseen -> new ArrayList<>()).add(loss);
  }
}
