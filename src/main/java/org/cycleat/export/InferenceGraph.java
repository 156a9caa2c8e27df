package org.cycleat.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
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
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/**
 * The inference graph of every network, of the paper's sizes and seven classes: for reviews, which
 * see what a change of the code does to an architecture, and for Python, which imports it with
 * {@code tf.import_graph_def}.
 *
 * <p>Input is {@value #IMAGES} [N, S, S, C], float32; outputs are {@code logits} and {@code
 * group1}, {@code group2}, ... of classifiers, {@code translated} of generators, {@code scores} of
 * the discriminator and {@code points} of the landmarks. Running {@code save/restore_all} with a
 * checkpoint's prefix fed as {@code save/filename} gives the variables their values, fetching
 * {@code save/control_dependency} with it writes them.
 */
@SuppressWarnings("ImmutableEnumChecker") // the networks are functions without state
public enum InferenceGraph {
  RESNET14(48, 3, classifier(scope -> new ResNet(scope, ResNet.Depth.RESNET_14, 1, 7))),
  RESNET18(256, 3, classifier(scope -> new ResNet(scope, ResNet.Depth.RESNET_18, 1, 7))),
  RESNET34(256, 3, classifier(scope -> new ResNet(scope, ResNet.Depth.RESNET_34, 1, 7))),
  RESNET38(256, 3, classifier(scope -> new ResNet(scope, ResNet.Depth.RESNET_38, 1, 7))),
  RESNET50(256, 3, classifier(scope -> new ResNet(scope, ResNet.Depth.RESNET_50, 1, 7))),
  RESNET101(256, 3, classifier(scope -> new ResNet(scope, ResNet.Depth.RESNET_101, 1, 7))),
  VGG16(256, 3, classifier(scope -> new Vgg(scope, new Vgg.Shape(Vgg.Depth.VGG_16, 256, 1), 7))),
  VGG19(256, 3, classifier(scope -> new Vgg(scope, new Vgg.Shape(Vgg.Depth.VGG_19, 256, 1), 7))),
  ALEXNET(227, 3, classifier(scope -> new AlexNet(scope, 227, 1, 7))),
  GENERATOR(256, 3, generator(Generator.Enlargement.TRANSPOSED)),
  GENERATOR_RESIZE(256, 3, generator(Generator.Enlargement.RESIZE)),
  DISCRIMINATOR(
      256,
      3,
      (scope, pass, images) ->
          Map.of(
              "scores",
              new PatchDiscriminator(scope, new PatchDiscriminator.Shape(64, 3))
                  .apply(pass, images))),
  LANDMARKS68(
      LandmarkNetwork.SIZE,
      1,
      (scope, pass, crops) -> Map.of("points", new LandmarkNetwork(scope, 16).apply(pass, crops)));

  /** Applies a network that it makes in a scope; the outputs by name. */
  @FunctionalInterface
  private interface Network {
    Map<String, Operand<TFloat32>> apply(Scope scope, Pass pass, Operand<TFloat32> images);
  }

  static final String IMAGES = "images";

  private final int size;
  private final int channels;
  private final Network network;

  InferenceGraph(int size, int channels, Network network) {
    this.size = size;
    this.channels = channels;
    this.network = network;
  }

  private static Network classifier(Function<Scope, Classifier> make) {
    return (scope, pass, images) -> {
      Features features = make.apply(scope).apply(pass, images);
      Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
      outputs.put("logits", features.logits());
      for (Operand<TFloat32> group : features.groups()) {
        outputs.put("group" + outputs.size(), group);
      }
      return outputs;
    };
  }

  private static Network generator(Generator.Enlargement enlargement) {
    var shape = new Generator.Shape(9, 64, enlargement);
    return (scope, pass, images) ->
        Map.of("translated", new Generator(scope, shape).apply(pass, images));
  }

  /** The file's name in {@code graphs/}. */
  public String fileName() {
    return networkName() + ".pbtxt";
  }

  private String networkName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The graph in protobuf's text format, see {@link GraphText}; the same on every machine. */
  public String text() {
    return new GraphText().of(definition());
  }

  /** Without initialisers and whatever else neither the outputs nor the saver need. */
  GraphDef definition() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Shape shape = Shape.of(-1, size, size, channels);
      var images = tf.withName(IMAGES).placeholder(TFloat32.class, Placeholder.shape(shape));
      var parameters = new Parameters(tf, networkName(), 0);
      var outputs =
          network.apply(new Scope(parameters, Initializer.ZEROS), Pass.inference(tf), images);
      outputs.forEach((name, value) -> tf.withName(name).identity(value));
      SaverOperations.add(tf, parameters);
      List<String> roots = new ArrayList<>(outputs.keySet());
      roots.addAll(List.of(SaverOperations.SAVE, SaverOperations.RESTORE));
      GraphDef whole = graph.toGraphDef();
      return GraphDef.newBuilder()
          .setVersions(whole.getVersions())
          .addAllNode(Subgraph.of(whole, roots, node -> false))
          .build();
    }
  }
}
