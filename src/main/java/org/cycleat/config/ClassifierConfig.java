package org.cycleat.config;

/** How every classifier learns, whatever it learns from. */
public record ClassifierConfig(
    @Doc(
            "What makes steps of gradients: adam with the keys of optimizer, or sgd, stochastic"
                + " gradient descent with Nesterov's momentum, which wants learning rates about 100"
                + " times as large.")
        Rule optimizer,
    @Doc("Share of the last steps' direction that sgd keeps.") double momentum,
    @Doc(
            "Shrinks the weights of convolutions and dense layers: sgd adds so many times the weights to"
                + " their gradients, adam takes so many times the learning rate of them away"
                + " (AdamW). 0.0 is off.")
        double weightDecay,
    @Doc(
            "Course of a learning rate: linear stays for optimizer.constantFraction of the steps and"
                + " falls in a straight line to zero, cosine falls to zero over all of them.")
        Course schedule,
    @Doc("Epochs at the start over which a learning rate rises from zero in a straight line.")
        double warmupEpochs,
    @Doc(
            "Decay rate of a moving average of the weights over the steps, such as 0.999. Validation and"
                + " the kept checkpoint take the average. 0.0 is off.")
        double weightAverage,
    @Doc(
            "Share of the features before the last layer of residual networks that training drops."
                + " AlexNet and VGG drop half, as published. 0.0 is off.")
        double dropout) {

  /** What makes steps of gradients. */
  public enum Rule {
    ADAM,
    SGD
  }

  /** The course of a learning rate. */
  public enum Course {
    LINEAR,
    COSINE
  }

  public ClassifierConfig {
    Check.belowOne("momentum", momentum);
    Check.belowOne("weightDecay", weightDecay);
    Check.notNegative("warmupEpochs", warmupEpochs);
    Check.belowOne("weightAverage", weightAverage);
    Check.belowOne("dropout", dropout);
  }
}
