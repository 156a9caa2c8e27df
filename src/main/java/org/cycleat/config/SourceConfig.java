package org.cycleat.config;

import java.util.List;

/** Training of the source classifier f_S, equation (3). */
public record SourceConfig(
    @Doc(
            "What f_S learns of faces. The method needs expressions. movements are the weights of the"
                + " shapes that rendered faces are made with, gaze and pose: a network that reads"
                + " action units, and that f_S and f_T can start from (source.weights,"
                + " target.weights). It learns with no mirror images and needs no labels;"
                + " no stage follows it.")
        Learns learns,
    @Doc("Architecture of f_S, and so of f_W.") Architecture model,
    @Doc("Multiplies the number of channels of every layer.") double width,
    @Doc(
            "New weights: he draws them by the number of inputs, paper from N(0, 0.02 squared),"
                + " which is slow to train at depth.")
        Initialization init,
    @Doc(
            "Checkpoint that f_S starts from, such as cycleat import makes of ImageNet's weights, or"
                + " f_S of a run that learned movements. A last layer for another number of outputs"
                + " is not taken. Empty: new weights.")
        String weights,
    @Doc(
            "Models that f_S learns from beside the labels (knowledge distillation): what `cycleat"
                + " export` wrote, separated by commas. Their mean probabilities take the place of"
                + " the distributions that came with the images, with the share data.votes. Empty:"
                + " none.")
        List<String> teachers,
    @Doc("Passes over the source images.") int epochs,
    @Doc("Images a step.") int batchSize,
    @Doc("Learning rate at the start; the keys of classifier say how it goes on.")
        double learningRate,
    @Doc("Probability moved from the true class to all classes alike. 0.0 is off.")
        double labelSmoothing,
    @Doc(
            "Weights of the classes in the loss: none, balanced (each by the inverse of its count),"
                + " or weights of some, such as DI=3,FE=1.5; the others weigh 1.")
        ClassWeights classWeights,
    @Doc("Draws every class equally often, whatever the number of its images.") boolean balance) {

  /** What f_S gives for a face. */
  public enum Learns {
    EXPRESSIONS,
    MOVEMENTS
  }

  public SourceConfig {
    teachers = teachers.stream().filter(teacher -> !teacher.isEmpty()).toList();
    Check.positive("width", width);
    Check.atLeast("epochs", 1, epochs);
    Check.atLeast("batchSize", 1, batchSize);
    Check.positive("learningRate", learningRate);
    Check.belowOne("labelSmoothing", labelSmoothing);
    Check.require(
        learns == Learns.EXPRESSIONS || teachers.isEmpty(),
        "teachers",
        "must be empty where learns is movements (they teach expressions)",
        teachers);
    Check.require(
        !(balance && classWeights.isBalanced()),
        "classWeights",
        "must be none where balance is true (both correct the same imbalance)",
        classWeights);
  }
}
