package org.cycleat.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cycleat.config.Config;
import org.cycleat.data.Pipeline;
import org.cycleat.loss.CrossEntropy;
import org.cycleat.model.Classifier;
import org.cycleat.model.Features;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.train.OptimizerStep;
import org.cycleat.train.Towers;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Graphs of training steps for several virtual devices of the processor, or one. */
final class TowerSteps {
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

  /** A graph with what a step needs of it. */
  record Built(
      List<Parameters> networks,
      List<OptimizerStep> steps,
      StepInputs inputs,
      Map<String, Operand<TFloat32>> losses,
      Runnable start) {}

  interface Builder {
    Built build(Graph graph, Session session, Towers towers);
  }

  private TowerSteps() {}

  /** Without batch norm; four different images, which two or four share. */
  static Built vgg(Graph graph, Session session, Towers towers) {
    Ops tf = Ops.create(graph);
    var labels = tf.constant(new int[] {3, 0, 6, 1});
    var faces = faces(tf, noise(tf, VGG, 4, 1), labels);
    var task = task(VGG, undropped());
    return classifier(new ClassifierGraph(graph, new Networks(VGG), towers, task, faces), session);
  }

  /** The same, in which two images count less than the others, one in each half. */
  static Built weighed(Graph graph, Session session, Towers towers) {
    Ops tf = Ops.create(graph);
    List<Float> weights = List.of(0.25f, 1f, 1f, 0.25f);
    var labels = tf.constant(new int[] {3, 0, 6, 1});
    var even = faces(tf, noise(tf, VGG, 4, 1), labels);
    var rows = tf.constant(new float[][] {{0.25f}, {1}, {1}, {0.25f}});
    var faces = new ClassifierGraph.Faces(even.images(), tf.math.mul(even.targets(), rows), labels);
    var task = task(VGG, undropped()).weighing(weights);
    return classifier(new ClassifierGraph(graph, new Networks(VGG), towers, task, faces), session);
  }

  /** The same beside eight unlabelled images, of most of which the network itself is sure. */
  static Built unlabelled(Graph graph, Session session, Towers towers) {
    Ops tf = Ops.create(graph);
    Config config = VGG.with("target.unlabelledWeight=0.5", "target.confidence=0.145");
    var labelled = faces(tf, noise(tf, VGG, 4, 1), tf.constant(new int[] {3, 0, 6, 1}));
    var views = new ClassifierGraph.Views(noise(tf, VGG, 8, 2), noise(tf, VGG, 8, 3));
    var faces =
        new ClassifierGraph.Faces(
            labelled.images(), labelled.targets(), labelled.labels(), Optional.of(views));
    var task =
        task(VGG, undropped()).learningFrom(new Unlabelled(null, config.target(), List.of()));
    return classifier(new ClassifierGraph(graph, new Networks(VGG), towers, task, faces), session);
  }

  /** With batch norm; seven images, then the same again. */
  static Built resNet(Graph graph, Session session, Towers towers) {
    Ops tf = Ops.create(graph);
    var half = noise(tf, RESNET, 7, 1);
    var images = tf.concat(List.of(half, half), tf.constant(0));
    var labels = tf.constant(new int[] {3, 5, 1, 2, 0, 4, 6, 3, 5, 1, 2, 0, 4, 6});
    var faces = faces(tf, images, labels);
    var task = task(RESNET, new Networks(RESNET).source());
    return classifier(
        new ClassifierGraph(graph, new Networks(RESNET), towers, task, faces), session);
  }

  private static ClassifierGraph.Faces faces(
      Ops tf, Operand<TFloat32> images, Operand<TInt32> labels) {
    var targets = tf.oneHot(labels, tf.constant(7), tf.constant(0.9f), tf.constant(0.1f / 6));
    return new ClassifierGraph.Faces(images, targets, labels);
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

  static Built translation(Graph graph, Session session, Towers towers) {
    Ops tf = Ops.create(graph);
    var faces =
        new TranslationGraph.Faces(
            noise(tf, TRANSLATION, 2, 1),
            tf.constant(new int[] {4, 1}),
            noise(tf, TRANSLATION, 2, 2));
    var net =
        new TranslationGraph(
            graph, new Networks(TRANSLATION), towers, faces, new TranslationGraph.Part(true, 0));
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

  static ConfigProto cpus(int count) {
    return ConfigProto.newBuilder()
        .putDeviceCount("CPU", count)
        .setIntraOpParallelismThreads(1)
        .build();
  }

  static Towers towers(int count) {
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
