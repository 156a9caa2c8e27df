package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cycleat.config.Config;
import org.cycleat.data.Pipeline;
import org.cycleat.loss.CrossEntropy;
import org.cycleat.model.Classifier;
import org.cycleat.model.Features;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Variable;
import org.cycleat.train.OptimizerStep;
import org.cycleat.train.Towers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;

/**
 * Virtual devices of the processor that share a batch, against one that has all of it.
 *
 * <p>Adam moves a parameter by the learning rate whatever the size of its gradient, so one whose
 * gradient is zero but for rounding, such as a bias before a normalisation, goes where rounding
 * sends it. An epsilon far above rounding leaves such parameters in place. Weights of CycleGAN's
 * size make small networks so sensitive that a learning rate changed by a millionth, on one device,
 * ends a thousandth apart; larger ones and an epsilon near 1 keep rounding what it is. So does,
 * with batch norm, a small learning rate.
 */
class TowersTest {
  /** What takes the time of a step; a convolution alone, or with what follows it. */
  private static final List<String> COMPUTED =
      List.of(
          "Conv2D|_FusedConv2D", "Conv2DBackpropInput", "Conv2DBackpropFilter", "Relu", "ReluGrad");

  private static final int STEPS = 20;
  private static final double TOLERANCE = 1e-5;
  private static final Config VGG =
      Config.preset("tiny")
          .with(
              "optimizer.epsilon=1e-2",
              "source.model=vgg16",
              "target.model=vgg16",
              "source.width=0.0625");

  /** At this size even the last batch norm has more than a few values. */
  private static final Config RESNET =
      Config.preset("tiny").with("optimizer.epsilon=0.1", "imageSize=64", "source.width=0.0625");

  private static final Config TRANSLATION =
      Config.preset("tiny")
          .with(
              "optimizer.epsilon=0.5",
              "gan.batchSize=2",
              "gan.poolSize=3",
              "gan.initStddev=0.3",
              "gan.generatorWidth=4",
              "gan.discriminatorWidth=4",
              "source.width=0.0625");

  /** What a training leaves behind. */
  private record Outcome(Map<String, float[]> variables, Map<String, Float> losses) {}

  /** A graph with what a step needs of it. */
  private record Built(
      List<Parameters> networks,
      List<OptimizerStep> steps,
      StepInputs inputs,
      Map<String, Operand<TFloat32>> losses,
      Runnable start) {}

  private interface Builder {
    Built build(Graph graph, Session session, Towers towers);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void aClassifierWithATeacherLearnsTheSame(int towers) {
    assertSame(train(1, TowersTest::vgg, 2e-4f), train(towers, TowersTest::vgg, 2e-4f));
  }

  @Test
  void withBatchNormItDoesWhereThePartsHaveTheSameStatistics() {
    Outcome one = train(1, TowersTest::resNet, 2e-5f);
    assertTrue(one.variables().keySet().stream().anyMatch(name -> name.endsWith("moving_mean")));
    assertSame(one, train(2, TowersTest::resNet, 2e-5f));
  }

  @Test
  void translationLearnsTheSame() {
    assertSame(train(1, TowersTest::translation, 2e-4f), train(2, TowersTest::translation, 2e-4f));
  }

  @Test
  void everyTowerComputesItsOwnPartForwardsAndBackwards() {
    for (Builder builder : List.<Builder>of(TowersTest::vgg, TowersTest::translation)) {
      List<NodeDef> placed = placed(builder);
      for (String ops : COMPUTED) {
        assertTrue(count(placed, ops, 0) > 0, ops);
        assertEquals(count(placed, ops, 0), count(placed, ops, 1), ops);
      }
      assertTrue(count(placed, "ResourceApplyAdam", 0) > 10);
      assertEquals(0, count(placed, "ResourceApplyAdam", 1), "variables are on the first");
    }
  }

  /**
   * @param op a regular expression
   */
  private static long count(List<NodeDef> nodes, String op, int device) {
    return nodes.stream()
        .filter(node -> node.getOp().matches(op) && node.getDevice().endsWith("CPU:" + device))
        .count();
  }

  /** What a step runs, with the devices that TensorFlow chose. */
  private static List<NodeDef> placed(Builder builder) {
    try (Graph graph = new Graph();
        Session session = new Session(graph, cpus(2))) {
      Built built = builder.build(graph, session, towers(2));
      built.start().run();
      var runner =
          session
              .runner()
              .setOptions(RunOptions.newBuilder().setOutputPartitionGraphs(true).build());
      built.steps().forEach(step -> runner.addTarget(step.target()));
      List<RunMetadata> metadata = new ArrayList<>();
      built
          .inputs()
          .through(
              run -> {
                Result result = run.runAndFetchMetadata();
                metadata.add(result.getMetadata().orElseThrow());
                return result;
              })
          .run(runner, new StepInputs.Now(0, 1e-3f), Map.of());
      List<NodeDef> nodes = new ArrayList<>();
      for (GraphDef part : metadata.get(0).getPartitionGraphsList()) {
        nodes.addAll(part.getNodeList());
      }
      return nodes;
    }
  }

  private static Outcome train(int towers, Builder builder, float learningRate) {
    try (Graph graph = new Graph();
        Session session = new Session(graph, cpus(towers))) {
      Built built = builder.build(graph, session, towers(towers));
      built.start().run();
      Map<String, float[]> before = variables(session, built.networks());
      Map<String, Float> losses = Map.of();
      for (int s = 0; s < STEPS; s++) {
        var runner = session.runner();
        built.steps().forEach(step -> runner.addTarget(step.target()));
        losses = built.inputs().run(runner, new StepInputs.Now(s, learningRate), built.losses());
      }
      Map<String, float[]> after = variables(session, built.networks());
      double moved = 0;
      for (String name : before.keySet()) {
        if (name.endsWith("kernel")) {
          moved = Math.max(moved, furthest(before.get(name), after.get(name)));
        }
      }
      assertTrue(moved > 20 * TOLERANCE, "moved by " + moved);
      return new Outcome(after, losses);
    }
  }

  private static void assertSame(Outcome expected, Outcome found) {
    assertEquals(expected.variables().keySet(), found.variables().keySet());
    expected
        .variables()
        .forEach(
            (name, values) -> {
              double apart = furthest(values, found.variables().get(name));
              double largest = furthest(values, new float[values.length]);
              assertTrue(apart <= TOLERANCE * Math.max(1, largest), name + " is apart by " + apart);
            });
    assertEquals(expected.losses().keySet(), found.losses().keySet());
    expected
        .losses()
        .forEach((name, loss) -> assertEquals(loss, found.losses().get(name), 1e-4 * loss, name));
  }

  private static double furthest(float[] values, float[] others) {
    double furthest = 0;
    for (int i = 0; i < values.length; i++) {
      furthest = Math.max(furthest, Math.abs(values[i] - others[i]));
    }
    return furthest;
  }

  private static Map<String, float[]> variables(Session session, List<Parameters> networks) {
    Map<String, float[]> values = new TreeMap<>();
    for (Parameters network : networks) {
      var runner = session.runner();
      network.all().forEach(variable -> runner.fetch(variable.value()));
      try (Result result = runner.run()) {
        int next = 0;
        for (Variable variable : network.all()) {
          float[] elements = new float[(int) variable.shape().size()];
          result.get(next++).asRawTensor().data().asFloats().read(elements);
          values.put(network.network() + "/" + variable.name(), elements);
        }
      }
    }
    return values;
  }

  /** Without batch norm; four different images, which two or four share. */
  private static Built vgg(Graph graph, Session session, Towers towers) {
    Ops tf = Ops.create(graph);
    var labels = tf.constant(new int[] {3, 0, 6, 1});
    var faces = new ClassifierGraph.Faces(noise(tf, VGG, 4, 1), labels);
    var task = task(VGG, undropped());
    return classifier(new ClassifierGraph(graph, new Networks(VGG), towers, task, faces), session);
  }

  /** With batch norm; seven images, then the same again. */
  private static Built resNet(Graph graph, Session session, Towers towers) {
    Ops tf = Ops.create(graph);
    var half = noise(tf, RESNET, 7, 1);
    var images = tf.concat(List.of(half, half), tf.constant(0));
    var labels = tf.constant(new int[] {3, 5, 1, 2, 0, 4, 6, 3, 5, 1, 2, 0, 4, 6});
    var faces = new ClassifierGraph.Faces(images, labels);
    var task = task(RESNET, new Networks(RESNET).source());
    return classifier(
        new ClassifierGraph(graph, new Networks(RESNET), towers, task, faces), session);
  }

  private static ClassifierTask task(Config config, Networks.ClassifierFactory network) {
    var recipe = new ClassifierTask.Recipe(1, 1, new CrossEntropy(0.1f, List.of()));
    var pipeline = Pipeline.plain(config.imageSize(), 4);
    return new ClassifierTask("f_T", network, null, pipeline, recipe)
        .taughtBy(new ClassifierTask.Teacher("f_W", network, Path.of("none"), 3));
  }

  private static Built classifier(ClassifierGraph net, Session session) {
    Parameters student = net.classifier.parameters();
    return new Built(
        List.of(student),
        List.of(net.step),
        net.inputs,
        net.losses(),
        () -> {
          student.initialize(session);
          net.teacher.orElseThrow().parameters().initialize(session);
          net.step.initialize(session);
        });
  }

  private static Built translation(Graph graph, Session session, Towers towers) {
    Ops tf = Ops.create(graph);
    var faces =
        new TranslationGraph.Faces(
            noise(tf, TRANSLATION, 2, 1),
            tf.constant(new int[] {4, 1}),
            noise(tf, TRANSLATION, 2, 2));
    var net = new TranslationGraph(graph, new Networks(TRANSLATION), towers, faces, true);
    return new Built(
        net.trained(),
        net.steps(),
        net.stepInputs,
        net.losses(),
        () -> {
          net.initialize(session);
          net.networks.fS().parameters().initialize(session);
        });
  }

  private static Operand<TFloat32> noise(Ops tf, Config config, int count, long seed) {
    var shape = tf.constant(new int[] {count, config.imageSize(), config.imageSize(), 3});
    var stream = tf.constant(new long[] {seed, 0});
    return tf.math.tanh(tf.random.statelessRandomNormal(shape, stream));
  }

  /** The source classifier, whose dropout keeps everything: parts of a batch draw their own. */
  private static Networks.ClassifierFactory undropped() {
    return (tf, name) -> {
      Classifier dropping = new Networks(VGG).source().make(tf, name);
      return new Classifier() {
        @Override
        public Features apply(Pass pass, Operand<TFloat32> images) {
          return dropping.apply(Pass.inference(pass.tf()), images);
        }

        @Override
        public Parameters parameters() {
          return dropping.parameters();
        }
      };
    };
  }

  private static ConfigProto cpus(int count) {
    return ConfigProto.newBuilder()
        .putDeviceCount("CPU", count)
        .setIntraOpParallelismThreads(1)
        .build();
  }

  private static Towers towers(int count) {
    return count == 1
        ? Towers.ONE
        : new Towers(
            IntStream.range(0, count)
                .mapToObj(
                    i ->
                        DeviceSpec.newBuilder()
                            .deviceType(DeviceSpec.DeviceType.CPU)
                            .deviceIndex(i)
                            .build())
                .toList());
  }
}
