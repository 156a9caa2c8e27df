package org.cycleat.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cycleat.model.AlexNet;
import org.cycleat.model.Classifier;
import org.cycleat.model.Features;
import org.cycleat.model.Generator;
import org.cycleat.model.LandmarkNetwork;
import org.cycleat.model.PatchDiscriminator;
import org.cycleat.model.ResNet;
import org.cycleat.model.Vgg;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Scope;
import org.cycleat.nn.Variable;
import org.cycleat.train.Checkpoint;
import org.cycleat.weights.WeightArray;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A network in a graph of its own, to be compared with its twin in Keras. */
final class Twin implements AutoCloseable {
  static final int CLASSES = 7;
  private static final int IMAGES = 3;

  /**
   * Which network.
   *
   * @param network its name in the Python tools; discriminator2 has two strided layers
   * @param size of the images in pixels
   * @param width of classifiers the factor of all channels, of others the first layer's channels
   * @param trains whether training passes are compared: those without dropout
   */
  record Look(String network, int size, double width, boolean trains) {
    Shape images() {
      return Shape.of(IMAGES, size, size, network.equals("landmarks68") ? 1 : 3);
    }

    boolean isNormalized() {
      return network.startsWith("resnet") || network.equals("landmarks68");
    }
  }

  @FunctionalInterface
  private interface Network {
    List<Operand<TFloat32>> apply(Pass pass, Operand<TFloat32> images);
  }

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Ops tf = Ops.create(graph);
  private final Look look;
  private final Parameters parameters;
  private final Placeholder<TFloat32> images;
  private final List<Operand<TFloat32>> inference;
  private final List<Operand<TFloat32>> training;
  private final List<Op> updates;
  private final Checkpoint checkpoint;
  private final Op initializer;

  Twin(Look look, long seed) {
    this.look = look;
    parameters = new Parameters(tf, look.network(), seed);
    Network network = network(new Scope(parameters, Initializer.HE));
    images = tf.placeholder(TFloat32.class, Placeholder.shape(look.images()));
    inference = network.apply(Pass.inference(tf.withSubScope("inference")), images);
    Pass pass = Pass.training(tf.withSubScope("training"), tf.constant(0L));
    training = network.apply(pass, images);
    updates = pass.updates();
    checkpoint = Checkpoint.of(tf, parameters);
    initializer = initializer(new Random(seed));
    reset();
  }

  /** Gives the weights their first values again. */
  void reset() {
    parameters.initialize(session);
    session.run(initializer);
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  Session session() {
    return session;
  }

  /** Images, outputs in inference and, where it trains, outputs and new statistics in training. */
  Map<String, WeightArray> tensors(float[] pixels) {
    Map<String, WeightArray> tensors = new LinkedHashMap<>();
    tensors.put("images", WeightArray.of(look.images(), pixels));
    tensors.put("width", WeightArray.of(Shape.of(1), new float[] {(float) look.width()}));
    run(tensors, "inference/", inference, List.of(), pixels);
    if (look.trains()) {
      run(tensors, "training/", training, updates, pixels);
      for (Variable variable : parameters.all()) {
        if (!variable.trainable()) {
          run(
              tensors,
              "after/" + variable.name() + "/",
              List.of(variable.value()),
              List.of(),
              pixels);
        }
      }
    }
    return tensors;
  }

  float[] pixels(long seed) {
    Random random = new Random(seed);
    float[] pixels = new float[(int) look.images().size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 2 * random.nextFloat() - 1;
    }
    return pixels;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private void run(
      Map<String, WeightArray> into,
      String prefix,
      List<Operand<TFloat32>> outputs,
      List<Op> targets,
      float[] pixels) {
    try (TFloat32 fed = TFloat32.tensorOf(look.images(), DataBuffers.of(pixels, true, false))) {
      Session.Runner runner = session.runner().feed(images, fed);
      outputs.forEach(runner::fetch);
      targets.forEach(runner::addTarget);
      try (Result result = runner.run()) {
        for (int i = 0; i < outputs.size(); i++) {
          TFloat32 value = (TFloat32) result.get(i);
          float[] values = new float[(int) value.size()];
          value.asRawTensor().data().asFloats().read(values);
          into.put(prefix + i, WeightArray.of(value.shape(), values));
        }
      }
    }
  }

  /** A block's last norm: small, or a hundred layers of batch statistics round off to 3e-4. */
  private static final String CLOSING = ".*_block\\d+_[23]_bn/gamma";

  /** Nothing stays at a value such as 0 or 1 that would hide a mistake. */
  private Op initializer(Random random) {
    List<Op> assignments = new ArrayList<>();
    for (Variable variable : parameters.all()) {
      if (variable.shape().numDimensions() == 1) {
        boolean isPositive = variable.name().matches(".*(gamma|moving_variance)");
        float[] values = new float[(int) variable.shape().size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = isPositive ? 0.5f + random.nextFloat() : 0.1f * (float) random.nextGaussian();
          values[i] *= variable.name().matches(CLOSING) ? 0.3f : 1;
        }
        assignments.add(tf.assignVariableOp(variable.handle(), tf.constant(values)));
      }
    }
    return tf.withControlDependencies(assignments).noOp();
  }

  private Network network(Scope scope) {
    return switch (look.network()) {
      case "generator" -> {
        var shape = new Generator.Shape(9, (int) look.width(), Generator.Enlargement.TRANSPOSED);
        Generator generator = new Generator(scope, shape);
        yield (pass, x) -> List.of(generator.apply(pass, x));
      }
      case "discriminator", "discriminator2" -> {
        int strided = look.network().endsWith("2") ? 2 : 3;
        var shape = new PatchDiscriminator.Shape((int) look.width(), strided);
        PatchDiscriminator discriminator = new PatchDiscriminator(scope, shape);
        yield (pass, x) -> List.of(discriminator.apply(pass, x));
      }
      case "landmarks68" -> {
        LandmarkNetwork landmarks = new LandmarkNetwork(scope, (int) look.width());
        yield (pass, x) -> List.of(landmarks.apply(pass, x));
      }
      default -> {
        Classifier classifier = classifier(scope);
        yield (pass, x) -> outputs(classifier.apply(pass, x));
      }
    };
  }

  private Classifier classifier(Scope scope) {
    return switch (look.network()) {
      case "alexnet" -> new AlexNet(scope, look.size(), look.width(), CLASSES);
      case "vgg16", "vgg19" -> {
        var depth = Vgg.Depth.valueOf(look.network().replace("vgg", "VGG_"));
        yield new Vgg(scope, new Vgg.Shape(depth, look.size(), look.width()), CLASSES);
      }
      default ->
          new ResNet(
              scope,
              ResNet.Depth.valueOf(look.network().replace("resnet", "RESNET_")),
              look.width(),
              CLASSES);
    };
  }

  private static List<Operand<TFloat32>> outputs(Features features) {
    List<Operand<TFloat32>> outputs = new ArrayList<>(List.of(features.logits()));
    outputs.addAll(features.groups());
    return outputs;
  }
}
