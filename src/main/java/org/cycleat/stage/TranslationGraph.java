package org.cycleat.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.config.Config;
import org.cycleat.loss.AdversarialLoss;
import org.cycleat.loss.AttentionTransfer;
import org.cycleat.loss.CrossEntropy;
import org.cycleat.loss.CycleLoss;
import org.cycleat.loss.IdentityLoss;
import org.cycleat.model.Classifier;
import org.cycleat.model.Features;
import org.cycleat.model.Generator;
import org.cycleat.model.PatchDiscriminator;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.train.Adam;
import org.cycleat.train.ImagePool;
import org.cycleat.train.OptimizerStep;
import org.cycleat.train.StoredVariable;
import org.cycleat.train.TrainedObjects;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The joint objective, equations (4) to (9), as a graph of two steps: one moves the generators, and
 * in stage II f_W with them, the other the discriminators. Both go into the same run.
 */
final class TranslationGraph {

  /**
   * What a step draws.
   *
   * @param xS source faces [N, S, S, 3]
   * @param yS their labels [N]
   * @param xW web faces [N, S, S, 3]
   */
  record Faces(Operand<TFloat32> xS, Operand<TInt32> yS, Operand<TFloat32> xW) {}

  final Ops tf;
  private final Networks networks;
  private final Config config;
  private final Faces faces;
  private final Map<String, Operand<TFloat32>> losses = new LinkedHashMap<>();

  final Generator gSW;
  final Generator gWS;
  final PatchDiscriminator dW;
  final PatchDiscriminator dS;

  /** Frozen; null in stage I. */
  final Classifier fS;

  /** Null in stage I. */
  final Classifier fW;

  final StepInputs stepInputs;
  final Operand<TFloat32> fakeW;
  final Operand<TFloat32> fakeS;
  private final ImagePool poolW;
  private final ImagePool poolS;
  private final OptimizerStep generatorStep;
  private final OptimizerStep discriminatorStep;

  /**
   * @param joint whether this is stage II, which adds L_W
   */
  TranslationGraph(Graph graph, Networks networks, Faces faces, boolean joint) {
    this.tf = Ops.create(graph);
    this.networks = networks;
    this.config = networks.config();
    this.faces = faces;
    gSW = networks.generator(tf, "g_SW");
    gWS = networks.generator(tf, "g_WS");
    dW = networks.discriminator(tf, "d_W");
    dS = networks.discriminator(tf, "d_S");
    fS = joint ? networks.source().make(tf, "f_S") : null;
    fW = joint ? networks.source().make(tf, "f_W") : null;
    stepInputs = StepInputs.in(tf);

    Pass pass = networks.training(tf, stepInputs.step());
    fakeW = gSW.apply(pass, faces.xS()); // [N, S, S, 3]
    fakeS = gWS.apply(pass, faces.xW());
    Adam adam = networks.adam(tf, graph);
    generatorStep = generatorStep(adam, pass);
    int kept = config.gan().poolSize();
    poolW = new ImagePool(tf, "pool_W", kept, config.seed());
    poolS = new ImagePool(tf, "pool_S", kept, config.seed() + 1);
    discriminatorStep = discriminatorStep(adam, pass);
  }

  /** The terms of (8), without their weights, and the discriminators' losses. */
  Map<String, Operand<TFloat32>> losses() {
    return losses;
  }

  /** What one run does. */
  List<OptimizerStep> steps() {
    return List.of(generatorStep, discriminatorStep);
  }

  /** Gives all that is trained its first values. */
  void initialize(Session session) {
    trained().forEach(network -> network.initialize(session));
    steps().forEach(step -> step.initialize(session));
    poolW.initialize(session);
    poolS.initialize(session);
  }

  /** What a training state keeps. */
  TrainedObjects objects() {
    List<StoredVariable> pools = new ArrayList<>(poolW.stored());
    pools.addAll(poolS.stored());
    return new TrainedObjects(trained(), steps(), pools);
  }

  /** The networks that this graph trains. */
  List<Parameters> trained() {
    List<Parameters> trained =
        new ArrayList<>(
            List.of(gSW.parameters(), gWS.parameters(), dW.parameters(), dS.parameters()));
    if (fW != null) {
      trained.add(fW.parameters());
    }
    return trained;
  }

  /** L_sum, equation (8), minimised over the generators and f_W. */
  private OptimizerStep generatorStep(Adam adam, Pass pass) {
    AdversarialLoss adversarial = AdversarialLoss.valueOf(config.gan().loss().name());

    // L_GAN(G_SW, D_W) and L_GAN(G_WS, D_S), equations (4) and (5)
    var lGanSW = report("L_GAN_SW", adversarial.generator(tf, dW.apply(pass, fakeW)));
    var lGanWS = report("L_GAN_WS", adversarial.generator(tf, dS.apply(pass, fakeS)));

    // L_cyc, equation (6)
    var backToS = CycleLoss.of(tf, gWS.apply(pass, fakeW), faces.xS());
    var backToW = CycleLoss.of(tf, gSW.apply(pass, fakeS), faces.xW());
    var lCyc = report("L_cyc", tf.math.add(backToS, backToW));

    var lSum =
        tf.math.add(
            tf.math.add(lGanSW, lGanWS), weighted((float) config.gan().cycleWeight(), lCyc));
    if (config.gan().identityWeight() > 0) {
      lSum = tf.math.add(lSum, weighted((float) config.gan().identityWeight(), identity(pass)));
    }
    List<Parameters> moved = new ArrayList<>(List.of(gSW.parameters(), gWS.parameters()));
    if (fW != null) {
      lSum = tf.math.add(lSum, weighted((float) config.web().weight(), lW(pass)));
      moved.add(fW.parameters());
    }
    return adam.minimize("generators", lSum, moved, stepInputs.learningRate(), pass.updates());
  }

  /** L_W, equation (7): keeps the expression in G_SW(x_S). */
  private Operand<TFloat32> lW(Pass pass) {
    Pass frozen = networks.frozen(tf);
    Features teacher = fS.apply(frozen, faces.xS());
    Features student = fW.apply(config.web().batchStatistics() ? pass : frozen, fakeW);
    var attention = config.attention();
    var entropy = report("L_W_entropy", CrossEntropy.PLAIN.of(tf, student.logits(), faces.yS()));
    var distance =
        report(
            "L_W_attention",
            new AttentionTransfer((float) attention.power(), (float) attention.epsilon())
                .of(tf, teacher.groups(), student.groups()));
    return tf.math.add(entropy, weighted((float) config.web().attentionBeta() / 2, distance));
  }

  private Operand<TFloat32> identity(Pass pass) {
    var ofW = IdentityLoss.of(tf, gSW.apply(pass, faces.xW()), faces.xW());
    var ofS = IdentityLoss.of(tf, gWS.apply(pass, faces.xS()), faces.xS());
    return report("L_identity", tf.math.add(ofW, ofS));
  }

  /** The discriminators' side of (4) and (5), as a loss to minimise. */
  private OptimizerStep discriminatorStep(Adam adam, Pass pass) {
    AdversarialLoss adversarial = AdversarialLoss.valueOf(config.gan().loss().name());
    ImagePool.Mixed mixedW = poolW.mix(fakeW, stepInputs.step());
    ImagePool.Mixed mixedS = poolS.mix(fakeS, stepInputs.step());
    var realW = dW.apply(pass, faces.xW());
    var realS = dS.apply(pass, faces.xS());
    var lDW =
        report("L_D_W", adversarial.discriminator(tf, realW, dW.apply(pass, mixedW.images())));
    var lDS =
        report("L_D_S", adversarial.discriminator(tf, realS, dS.apply(pass, mixedS.images())));
    List<Op> updates = new ArrayList<>(mixedW.updates());
    updates.addAll(mixedS.updates());
    return adam.minimize(
        "discriminators",
        tf.math.add(lDW, lDS),
        List.of(dW.parameters(), dS.parameters()),
        stepInputs.learningRate(),
        updates);
  }

  private Operand<TFloat32> report(String name, Operand<TFloat32> loss) {
    losses.put(name, loss);
    return loss;
  }

  private Operand<TFloat32> weighted(float weight, Operand<TFloat32> loss) {
    return tf.math.mul(tf.constant(weight), loss);
  }
}
