package org.cycleat.stage;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.model.Classifier;
import org.cycleat.model.Generator;
import org.cycleat.model.PatchDiscriminator;
import org.cycleat.nn.Parameters;
import org.cycleat.train.WeightAverage;
import org.tensorflow.op.Ops;

/**
 * The networks of the joint objective.
 *
 * @param keptSW the generator that is shown and kept: the average of gSW where the configuration
 *     has one, else gSW itself
 * @param keptWS that of gWS
 * @param fS frozen; null in stage I
 * @param fW null in stage I
 */
record TranslationNetworks(
    Generator gSW,
    Generator gWS,
    Generator keptSW,
    Generator keptWS,
    PatchDiscriminator dW,
    PatchDiscriminator dS,
    Classifier fS,
    Classifier fW) {

  /**
   * @param joint whether this is stage II, which has classifiers
   */
  static TranslationNetworks make(Ops tf, Networks networks, boolean joint) {
    boolean averages = networks.config().gan().weightAverage() > 0;
    Generator gSW = networks.generator(tf, FaceTranslation.G_SW);
    Generator gWS = networks.generator(tf, FaceTranslation.G_WS);
    return new TranslationNetworks(
        gSW,
        gWS,
        averages ? networks.generator(tf, "average_" + FaceTranslation.G_SW) : gSW,
        averages ? networks.generator(tf, "average_" + FaceTranslation.G_WS) : gWS,
        networks.discriminator(tf, FaceTranslation.D_W),
        networks.discriminator(tf, FaceTranslation.D_S),
        joint ? networks.source().make(tf, "f_S") : null,
        joint ? networks.source().make(tf, FaceTranslation.F_W) : null);
  }

  /** The generators with their averages, where there are any. */
  List<WeightAverage.Pair> averages() {
    return keptSW == gSW
        ? List.of()
        : List.of(
            new WeightAverage.Pair(gSW.parameters(), keptSW.parameters()),
            new WeightAverage.Pair(gWS.parameters(), keptWS.parameters()));
  }

  /** Whether f_W learns from other images than those that the generators' step makes. */
  boolean teachesFWApart() {
    return fW != null && keptSW != gSW;
  }

  /** Those that the generators' step moves: in stage II also f_W, unless it is taught apart. */
  List<Parameters> generating() {
    List<Parameters> generating = new ArrayList<>(List.of(gSW.parameters(), gWS.parameters()));
    if (fW != null && !teachesFWApart()) {
      generating.add(fW.parameters());
    }
    return generating;
  }

  /** Those that the discriminators' step moves. */
  List<Parameters> discriminating() {
    return List.of(dW.parameters(), dS.parameters());
  }

  /** All that are trained. */
  List<Parameters> trained() {
    List<Parameters> trained = generating();
    if (teachesFWApart()) {
      trained.add(fW.parameters());
    }
    trained.addAll(discriminating());
    return trained;
  }
}
