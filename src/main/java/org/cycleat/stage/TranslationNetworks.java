package org.cycleat.stage;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.model.Classifier;
import org.cycleat.model.Generator;
import org.cycleat.model.PatchDiscriminator;
import org.cycleat.nn.Parameters;
import org.tensorflow.op.Ops;

/**
 * The networks of the joint objective.
 *
 * @param fS frozen; null in stage I
 * @param fW null in stage I
 */
record TranslationNetworks(
    Generator gSW,
    Generator gWS,
    PatchDiscriminator dW,
    PatchDiscriminator dS,
    Classifier fS,
    Classifier fW) {

  /**
   * @param joint whether this is stage II, which has classifiers
   */
  static TranslationNetworks make(Ops tf, Networks networks, boolean joint) {
    return new TranslationNetworks(
        networks.generator(tf, FaceTranslation.G_SW),
        networks.generator(tf, FaceTranslation.G_WS),
        networks.discriminator(tf, "d_W"),
        networks.discriminator(tf, "d_S"),
        joint ? networks.source().make(tf, "f_S") : null,
        joint ? networks.source().make(tf, FaceTranslation.F_W) : null);
  }

  /** Those that the generators' step moves: in stage II also f_W. */
  List<Parameters> generating() {
    List<Parameters> generating = new ArrayList<>(List.of(gSW.parameters(), gWS.parameters()));
    if (fW != null) {
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
    trained.addAll(discriminating());
    return trained;
  }
}
