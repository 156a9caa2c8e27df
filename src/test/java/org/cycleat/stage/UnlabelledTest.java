package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.config.Config;
import org.cycleat.data.Pipeline;
import org.cycleat.loss.CrossEntropy;
import org.cycleat.model.Classifier;
import org.cycleat.nn.Pass;
import org.cycleat.train.Towers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** A classifier of three classes with seven labelled faces of noise, and unlabelled ones. */
class UnlabelledTest {
  private static final int[] LABELS = {0, 1, 2, 0, 1, 2, 0};
  private static final Config CONFIG =
      Config.preset("tiny")
          .with(
              "labels=A,B,C",
              "classifier.weightAverage=0.5",
              "target.labelSmoothing=0",
              "target.unlabelledWeight=1",
              "target.confidence=0.4");

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Session session = new Session(graph);

  @AfterEach
  void close() {
    session.close();
    graph.close();
  }

  private Operand<TFloat32> noise(int count, long seed) {
    var shape = tf.constant(new int[] {count, 32, 32, 3});
    return tf.math.tanh(tf.random.statelessRandomNormal(shape, tf.constant(new long[] {seed, 0})));
  }

  private ClassifierGraph net(Config config, ClassifierGraph.Views views) {
    var targets = tf.oneHot(tf.constant(LABELS), tf.constant(3), tf.constant(1f), tf.constant(0f));
    var faces =
        new ClassifierGraph.Faces(noise(7, 1), targets, tf.constant(LABELS), Optional.of(views));
    Networks networks = new Networks(config);
    var task =
        new ClassifierTask(
                "f_T",
                networks.target(),
                null,
                Pipeline.plain(32, 7),
                new ClassifierTask.Recipe(1, 1, CrossEntropy.PLAIN))
            .learningFrom(new Unlabelled(null, config.target(), List.of(0.5f, 0.25f, 0.25f)));
    var net = new ClassifierGraph(graph, networks, Towers.ONE, task, faces);
    net.classifier.parameters().initialize(session);
    net.initializeSteps(session);
    return net;
  }

  private Map<String, Float> step(ClassifierGraph net, int step) {
    var runner = session.runner().addTarget(net.step.target());
    return net.inputs.run(runner, new StepInputs.Now(step, 0.003f), net.losses());
  }

  /** What several operands are at a step that moves nothing. */
  private float[][] values(ClassifierGraph net, List<Operand<TFloat32>> operands) {
    Session.Runner runner = session.runner();
    operands.forEach(runner::fetch);
    float[][] values = new float[operands.size()][];
    try (TInt64 step = TInt64.scalarOf(0);
        Result result = runner.feed(net.inputs.step(), step).run()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = new float[(int) result.get(i).shape().size()];
        result.get(i).asRawTensor().data().asFloats().read(values[i]);
      }
    }
    return values;
  }

  /**
   * The loss by hand: the weak views through the average and its moving statistics, the strong ones
   * through f_T behind the labelled faces, by the statistics of all.
   */
  @Test
  void theAverageTeachesAndBothKindsOfFacesPassTogether() {
    var views = new ClassifierGraph.Views(noise(5, 2), noise(5, 3));
    ClassifierGraph net = net(CONFIG, views);
    for (int s = 0; s < 3; s++) {
      step(net, s);
    }
    Classifier average = net.judged();
    assertNotEquals(net.classifier, average);
    var taught = tf.nn.softmax(average.apply(Pass.inference(tf), views.weak()).logits());
    var all = tf.concat(List.of(noise(7, 1), views.strong()), tf.constant(0));
    var learned =
        tf.nn.logSoftmax(net.classifier.apply(Pass.training(tf, net.inputs.step()), all).logits());
    var losses = net.losses();
    float[][] found =
        values(net, List.of(taught, learned, losses.get("unlabelled"), losses.get("confident")));
    double loss = 0;
    int confident = 0;
    for (int i = 0; i < 5; i++) {
      int best = best(found[0], i, new double[] {1, 1, 1});
      if (found[0][3 * i + best] >= 0.4f) {
        confident++;
        loss -= found[1][3 * (7 + i) + best];
      }
    }
    assertTrue(confident > 0);
    assertEquals(confident / 5f, found[3][0], 1e-6f);
    assertEquals(loss / 5, found[2][0], 1e-5f);
  }

  /**
   * The same by hand with predictions aligned to the labelled faces and margins that follow them,
   * at the second step: what the first one saw is remembered by nine tenths.
   */
  @Test
  void predictionsAreAlignedAndMarginsAdapt() {
    var views = new ClassifierGraph.Views(noise(5, 2), noise(5, 3));
    Config config =
        CONFIG.with(
            "target.alignDistribution=labelled",
            "target.confidenceMargin=adaptive",
            "target.confidence=0.95");
    ClassifierGraph net = net(config, views);
    Classifier average = net.judged();
    var unlabelled = tf.nn.softmax(average.apply(Pass.inference(tf), views.weak()).logits());
    var labelled = tf.nn.softmax(average.apply(Pass.inference(tf), noise(7, 1)).logits());
    float[][] before = values(net, List.of(unlabelled, labelled));
    step(net, 0);
    float[][] after = values(net, List.of(unlabelled, net.losses().get("confident")));
    double[] mean = new double[3];
    double[] margin = {0.95, 0.95, 0.95};
    for (int k = 0; k < 3; k++) {
      double sum = 0;
      for (int i = 0; i < 5; i++) {
        sum += before[0][3 * i + k];
      }
      mean[k] = 0.1 / 3 + 0.9 * sum / 5;
      double sure = 0;
      int known = 0;
      for (int i = 0; i < 7; i++) {
        if (LABELS[i] == k && best(before[1], i, new double[] {1, 1, 1}) == k) {
          sure += before[1][3 * i + k];
          known++;
        }
      }
      margin[k] *= known == 0 ? 1 : 0.1 + 0.9 * sure / known;
    }
    double[] ratio = {0.5 / mean[0], 0.25 / mean[1], 0.25 / mean[2]};
    int confident = 0;
    for (int i = 0; i < 5; i++) {
      int best = best(after[0], i, ratio);
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += after[0][3 * i + k] * ratio[k];
      }
      confident += after[0][3 * i + best] * ratio[best] / sum >= margin[best] ? 1 : 0;
    }
    System.err.println(
        +confident
            + java.util.Arrays.toString(margin)
            + java.util.Arrays.toString(ratio)
            + java.util.Arrays.toString(after[0]));
    assertEquals(confident / 5f, after[1][0], 1e-6f);
    assertEquals(2, net.objects().others().size());
  }

  private static int best(float[] rows, int row, double[] weights) {
    int best = 0;
    for (int k = 1; k < 3; k++) {
      best = rows[3 * row + k] * weights[k] > rows[3 * row + best] * weights[best] ? k : best;
    }
    return best;
  }

  /** The unlabelled faces are the labelled ones, which the teacher is ever surer of. */
  @Test
  void theTeacherBecomesSureAndItsClassesAreLearned() {
    var views = new ClassifierGraph.Views(noise(7, 1), tf.math.neg(noise(7, 1)));
    Config config = CONFIG.with("target.confidence=0.99", "classifier.weightAverage=0");
    ClassifierGraph net = net(config, views);
    assertEquals(net.classifier, net.judged());
    Map<String, Float> first = step(net, 0);
    assertEquals(0, first.get("confident"));
    assertEquals(0, first.get("unlabelled"));
    Map<String, Float> last = first;
    float highest = 0;
    for (int s = 1; s < 60; s++) {
      last = step(net, s);
      highest = Math.max(highest, last.get("unlabelled"));
    }
    assertEquals(1, last.get("confident"));
    assertTrue(last.get("unlabelled") < highest / 4, highest + " at most, " + last);
  }
}
