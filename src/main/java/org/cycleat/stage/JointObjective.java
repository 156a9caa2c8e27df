package org.cycleat.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.config.Config;
import org.cycleat.loss.AdversarialLoss;
import org.cycleat.loss.AttentionTransfer;
import org.cycleat.loss.CrossEntropy;
import org.cycleat.loss.CycleLoss;
import org.cycleat.loss.IdentityLoss;
import org.cycleat.model.Features;
import org.cycleat.nn.Pass;
import org.cycleat.train.DifferentiableAugmentation;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The joint objective, equations (4) to (9), of the faces that one device looks at. */
final class JointObjective {
  private final TranslationNetworks nets;
  private final Config config;
  private final Pass pass;
  private final Ops tf;
  private final TranslationGraph.Faces faces;
  private final AdversarialLoss adversarial;
  private final DifferentiableAugmentation augmentW;
  private final DifferentiableAugmentation augmentS;
  private final Map<String, Operand<TFloat32>> terms = new LinkedHashMap<>();
  private Features teacher;

  final Operand<TFloat32> fakeW;
  final Operand<TFloat32> fakeS;

  /** L_sum, equation (8), to be minimised over the generators and f_W. */
  final Operand<TFloat32> generators;

  JointObjective(TranslationNetworks nets, Config config, Pass pass, TranslationGraph.Faces faces) {
    this.nets = nets;
    this.config = config;
    this.pass = pass;
    this.tf = pass.tf();
    this.faces = faces;
    adversarial = AdversarialLoss.valueOf(config.gan().loss().name());
    augmentW = augmentation(config.seed() + 2); // the pools have the seeds before
    augmentS = augmentation(config.seed() + 3);
    fakeW = nets.gSW().apply(pass, faces.xS()); // [N, S, S, 3]
    fakeS = nets.gWS().apply(pass, faces.xW());
    generators = generators();
  }

  /** Terms of (8) without their weights, and the discriminators' losses once they are made. */
  Map<String, Operand<TFloat32>> terms() {
    return terms;
  }

  /** The assignments to moving statistics that the passes ask for. */
  List<Op> updates() {
    return pass.updates();
  }

  private Operand<TFloat32> generators() {
    // L_GAN(G_SW, D_W) and L_GAN(G_WS, D_S), equations (4) and (5)
    var lGanSW = report("L_GAN_SW", adversarial.generator(tf, scoresW(fakeW)));
    var lGanWS = report("L_GAN_WS", adversarial.generator(tf, scoresS(fakeS)));

    // L_cyc, equation (6)
    var backToS = CycleLoss.of(tf, nets.gWS().apply(pass, fakeW), faces.xS());
    var backToW = CycleLoss.of(tf, nets.gSW().apply(pass, fakeS), faces.xW());
    var lCyc = report("L_cyc", tf.math.add(backToS, backToW));

    var lSum = tf.math.add(tf.math.add(lGanSW, lGanWS), weighted(config.gan().cycleWeight(), lCyc));
    if (config.gan().identityWeight() > 0) {
      lSum = tf.math.add(lSum, weighted(config.gan().identityWeight(), identity()));
    }
    if (nets.fW() != null) {
      // what f_W is not to learn from is not to move its statistics either
      Pass through = nets.teachesFWApart() ? pass.forgetting() : pass;
      lSum = tf.math.add(lSum, weighted(config.web().weight(), lW(through, fakeW, "L_W")));
    }
    return lSum;
  }

  /** L_W of what the kept G_SW makes of x_S, with its weight: what f_W learns from apart. */
  Operand<TFloat32> web() {
    var kept = nets.keptSW().apply(pass.frozen(), faces.xS());
    return weighted(config.web().weight(), lW(pass, kept, "L_W_average"));
  }

  /**
   * L_W, equation (7): keeps the expression in G_SW(x_S).
   *
   * @param translated G_SW(x_S)
   * @param name what its terms are reported under
   */
  private Operand<TFloat32> lW(Pass through, Operand<TFloat32> translated, String name) {
    Features student =
        nets.fW().apply(config.web().batchStatistics() ? through : pass.frozen(), translated);
    var attention = config.attention();
    var entropy =
        report(name + "_entropy", CrossEntropy.PLAIN.of(tf, student.logits(), faces.yS()));
    var distance =
        report(
            name + "_attention",
            new AttentionTransfer((float) attention.power(), (float) attention.epsilon())
                .of(tf, teacher().groups(), student.groups()));
    return tf.math.add(entropy, weighted(config.web().attentionBeta() / 2, distance));
  }

  /** f_S looks at x_S, once. */
  private Features teacher() {
    if (teacher == null) {
      teacher = nets.fS().apply(pass.frozen(), faces.xS());
    }
    return teacher;
  }

  private Operand<TFloat32> identity() {
    var ofW = IdentityLoss.of(tf, nets.gSW().apply(pass, faces.xW()), faces.xW());
    var ofS = IdentityLoss.of(tf, nets.gWS().apply(pass, faces.xS()), faces.xS());
    return report("L_identity", tf.math.add(ofW, ofS));
  }

  /**
   * The discriminators' side of (4) and (5), as a loss to minimise.
   *
   * @param shownW what D_W is shown as generated, out of the pool
   * @param shownS what D_S is shown
   */
  Operand<TFloat32> discriminators(Operand<TFloat32> shownW, Operand<TFloat32> shownS) {
    var ofW = adversarial.discriminator(tf, scoresW(faces.xW()), scoresW(shownW));
    var ofS = adversarial.discriminator(tf, scoresS(faces.xS()), scoresS(shownS));
    return tf.math.add(report("L_D_W", ofW), report("L_D_S", ofS));
  }

  /** What D_W thinks of images, which it sees changed as all others of the step. */
  private Operand<TFloat32> scoresW(Operand<TFloat32> images) {
    return nets.dW().apply(pass, augmentW.of(images));
  }

  private Operand<TFloat32> scoresS(Operand<TFloat32> images) {
    return nets.dS().apply(pass, augmentS.of(images));
  }

  private DifferentiableAugmentation augmentation(long seed) {
    var kinds =
        config.gan().augment().stream()
            .map(kind -> DifferentiableAugmentation.Kind.valueOf(kind.name()))
            .toList();
    int batch = (int) faces.xS().shape().get(0);
    return DifferentiableAugmentation.at(tf, kinds, batch, seed, pass.step());
  }

  private Operand<TFloat32> report(String name, Operand<TFloat32> loss) {
    terms.put(name, loss);
    return loss;
  }

  private Operand<TFloat32> weighted(double weight, Operand<TFloat32> loss) {
    return tf.math.mul(tf.constant((float) weight), loss);
  }
}
