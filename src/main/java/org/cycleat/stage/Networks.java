package org.cycleat.stage;

import java.util.Locale;
import org.cycleat.config.Architecture;
import org.cycleat.config.Config;
import org.cycleat.config.GanConfig;
import org.cycleat.config.Initialization;
import org.cycleat.config.SourceConfig;
import org.cycleat.dataset.FacialMovement;
import org.cycleat.model.AlexNet;
import org.cycleat.model.Classifier;
import org.cycleat.model.Generator;
import org.cycleat.model.PatchDiscriminator;
import org.cycleat.model.ResNet;
import org.cycleat.model.Vgg;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Precision;
import org.cycleat.nn.Scope;
import org.cycleat.train.Adam;
import org.cycleat.train.Optimizer;
import org.cycleat.train.Sgd;
import org.cycleat.train.UpdateRule;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

/**
 * The networks of a run, as its configuration describes them.
 *
 * @param precision what they compute in while they are trained
 */
public record Networks(Config config, Precision precision) {

  /** Those that compute in float32. */
  public Networks(Config config) {
    this(config, Precision.FLOAT32);
  }

  /** The optimiser of generators and discriminators, and of what is trained with them. */
  Optimizer adam(Ops tf, Graph graph) {
    return optimizer(tf, graph, adam(0));
  }

  /** The optimiser of a classifier that learns alone. */
  Optimizer classifierOptimizer(Ops tf, Graph graph) {
    var classifier = config.classifier();
    return optimizer(
        tf,
        graph,
        switch (classifier.optimizer()) {
          case ADAM -> adam(classifier.weightDecay());
          case SGD -> new Sgd(classifier.momentum(), classifier.weightDecay());
        });
  }

  private Adam adam(double weightDecay) {
    var adam = config.optimizer();
    return new Adam(adam.beta1(), adam.beta2(), adam.epsilon(), weightDecay);
  }

  private Optimizer optimizer(Ops tf, Graph graph, UpdateRule rule) {
    Optimizer optimizer = new Optimizer(tf, graph, rule);
    return precision == Precision.FLOAT16 ? optimizer.scalingLosses() : optimizer;
  }

  /** Makes a classifier in a graph, under a name. */
  @FunctionalInterface
  public interface ClassifierFactory {
    Classifier make(Ops tf, String name);
  }

  /** The source classifier f_S, and f_W, which has its architecture. */
  public ClassifierFactory source() {
    var source = config.source();
    Look look = new Look(source.model(), config.imageSize(), source.width(), dropout());
    boolean readsMovements = source.learns() == SourceConfig.Learns.MOVEMENTS;
    return (tf, name) -> {
      Scope scope = scope(tf, name, initializer(source.init()));
      return readsMovements
          ? classifier(scope, look.byPlaces(), FacialMovement.values().length)
          : classifier(scope, look);
    };
  }

  /** The target classifier f_T. */
  public ClassifierFactory target() {
    var target = config.target();
    return (tf, name) ->
        classifier(
            scope(tf, name, initializer(target.init())),
            new Look(target.model(), config.imageSize(), target.width(), dropout()));
  }

  /** The AlexNet whose first convolution tells faces apart for the selection. */
  public ClassifierFactory selection() {
    var selection = config.selection();
    return (tf, name) ->
        classifier(
            scope(tf, name, Initializer.HE),
            new Look(Architecture.ALEXNET, selection.imageSize(), selection.width()));
  }

  public Generator generator(Ops tf, String name) {
    GanConfig gan = config.gan();
    return new Generator(
        scope(tf, name, Initializer.normal((float) gan.initStddev())),
        new Generator.Shape(
            gan.generatorBlocks(),
            gan.generatorWidth(),
            Generator.Enlargement.valueOf(gan.upsampling().name())));
  }

  public PatchDiscriminator discriminator(Ops tf, String name) {
    GanConfig gan = config.gan();
    return new PatchDiscriminator(
        scope(tf, name, Initializer.normal((float) gan.initStddev())),
        new PatchDiscriminator.Shape(gan.discriminatorWidth(), gan.discriminatorLayers()));
  }

  /**
   * How a classifier looks.
   *
   * @param imageSize in pixels
   * @param width multiplies every number of channels
   * @param dropout before the last layer of residual networks, while they are trained
   * @param seesPlaces whether the last layer of residual networks sees every place of the last map
   *     rather than their mean: movements show in where something is
   */
  public record Look(
      Architecture architecture, int imageSize, double width, float dropout, boolean seesPlaces) {

    /** As published. */
    public Look(Architecture architecture, int imageSize, double width, float dropout) {
      this(architecture, imageSize, width, dropout, false);
    }

    /** Without dropout that is not the architecture's own. */
    public Look(Architecture architecture, int imageSize, double width) {
      this(architecture, imageSize, width, 0);
    }

    private Look byPlaces() {
      return new Look(architecture, imageSize, width, dropout, true);
    }

    private ResNet.Shape resNet() {
      return new ResNet.Shape(depth(architecture), width, dropout, seesPlaces ? imageSize : 0);
    }

    private Vgg.Shape vgg(Vgg.Depth depth) {
      return new Vgg.Shape(depth, imageSize, width);
    }
  }

  private float dropout() {
    return (float) config.classifier().dropout();
  }

  private Classifier classifier(Scope scope, Look look) {
    return classifier(scope, look, config.labels().size());
  }

  /** A classifier that no configuration describes. */
  public static Classifier classifier(Scope scope, Look look, int classes) {
    return switch (look.architecture()) {
      case ALEXNET -> new AlexNet(scope, look.imageSize(), look.width(), classes);
      case VGG16 -> new Vgg(scope, look.vgg(Vgg.Depth.VGG_16), classes);
      case VGG19 -> new Vgg(scope, look.vgg(Vgg.Depth.VGG_19), classes);
      default -> new ResNet(scope, look.resNet(), classes);
    };
  }

  private static ResNet.Depth depth(Architecture architecture) {
    return ResNet.Depth.valueOf(
        architecture.name().toUpperCase(Locale.ROOT).replace("RESNET", "RESNET_"));
  }

  private static Initializer initializer(Initialization init) {
    return switch (init) {
      case HE -> Initializer.HE;
      case PAPER -> Initializer.PAPER;
    };
  }

  private Scope scope(Ops tf, String name, Initializer initializer) {
    return new Scope(new Parameters(tf, name, config.seed()), initializer);
  }
}
