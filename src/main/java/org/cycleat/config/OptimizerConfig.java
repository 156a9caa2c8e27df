package org.cycleat.config;

/** Adam, and the straight fall of learning rates, the same for every network. */
public record OptimizerConfig(
    @Doc("Adam's decay rate of the mean gradient (momentum). The paper: 0.5.") double beta1,
    @Doc("Adam's decay rate of the mean squared gradient.") double beta2,
    @Doc("Added to the root of the mean squared gradient, against division by zero.")
        double epsilon,
    @Doc(
            "Share of the steps trained at the full learning rate; over the others it falls in a"
                + " straight line to zero.")
        double constantFraction) {
  public OptimizerConfig {
    Check.belowOne("beta1", beta1);
    Check.belowOne("beta2", beta2);
    Check.positive("epsilon", epsilon);
    Check.between("constantFraction", 0, 1, constantFraction);
  }
}
