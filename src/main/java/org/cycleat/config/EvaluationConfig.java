package org.cycleat.config;

/** How a classifier is evaluated. */
public record EvaluationConfig(
    @Doc(
            "Mean of the class probabilities over views of an image: itself, and its mirror image"
                + " (flip), or five crops and their mirror images (tencrop).")
        Voting voting,
    @Doc("Images a step.") int batchSize) {

  /** The views of an image that vote. */
  public enum Voting {
    NONE,
    FLIP,
    TENCROP
  }

  public EvaluationConfig {
    Check.atLeast("batchSize", 1, batchSize);
  }
}
