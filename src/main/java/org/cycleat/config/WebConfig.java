package org.cycleat.config;

/** Training of the web classifier f_W in stage II, equations (7) and (8). */
public record WebConfig(
    @Doc("Weights that f_W starts from: those of f_S, or new ones (scratch).") Start startFrom,
    @Doc("Weight of L_W in the joint loss (8). The paper: 1.") double weight,
    @Doc(
            "Weight beta of the attention transfer from f_S in (7), where half of it stands before"
                + " the sum. The paper gives no value; each term is a distance between unit"
                + " vectors, at most 1.41.")
        double attentionBeta,
    @Doc(
            "Normalises f_W by the batch's statistics. false: by the moving averages of f_S, which small"
                + " batches need.")
        boolean batchStatistics,
    @Doc(
            "Keeps a second f_S at the end of the translation stage, whose batch normalisation has the"
                + " means and variances of the web images in place of those of the source images"
                + " (AdaBN, Li et al. 2016): the row S2T_AdaBN beside S2T. Nothing else uses it; f_W"
                + " has its own, see batchStatistics. Wants a source.model with batch normalisation."
                + " The paper: false.")
        boolean adaptBatchNorm) {

  /** Where f_W's weights come from. */
  public enum Start {
    SOURCE,
    SCRATCH
  }

  public WebConfig {
    Check.notNegative("weight", weight);
    Check.notNegative("attentionBeta", attentionBeta);
  }
}
