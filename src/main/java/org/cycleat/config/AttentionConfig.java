package org.cycleat.config;

/** The attention maps of equation (1), wherever they are compared. */
public record AttentionConfig(
    @Doc("Power p of the activations in an attention map (1). The paper: 2.") double power,
    @Doc("Smallest squared norm of a map, so that an all-zero map has a zero gradient.")
        double epsilon) {
  public AttentionConfig {
    Check.require(power >= 1 && power <= 8, "power", "must be from 1 to 8", power);
    Check.positive("epsilon", epsilon);
  }
}
