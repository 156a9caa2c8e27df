package org.cycleat.config;

import java.util.List;

/** Training of the target classifier f_T, equations (10) and (11). */
public record TargetConfig(
    @Doc("Architecture of f_T, shallower than f_S.") Architecture model,
    @Doc("Multiplies the number of channels of every layer.") double width,
    @Doc("New weights, as in source.init.") Initialization init,
    @Doc(
            "Checkpoint that f_T starts from, before its pre-training, as source.weights. Empty:"
                + " new weights.")
        String weights,
    @Doc("Passes over the source images before the target images. 0 pre-trains nothing.")
        int pretrainEpochs,
    @Doc("Learning rate at the start, over the source images.") double pretrainLearningRate,
    @Doc(
            "Passes over the selected generated images alone, before those of target.epochs, for"
                + " methods that have such images. Each kind of passes is a training of its own,"
                + " with the whole course of the learning rate, that starts from the weights that"
                + " the one before kept. The paper: 0.")
        int generatedEpochs,
    @Doc(
            "Passes over the target images and those selected for them; for methods without generated"
                + " images, over the target images. May be 0 where generatedEpochs or realEpochs is"
                + " not.")
        int epochs,
    @Doc(
            "Passes over the target images alone, after those of target.epochs, for every method. A"
                + " pass over fewer images has fewer steps: methods with and without generated"
                + " images have as many steps only where the passes are chosen so. The paper: 0.")
        int realEpochs,
    @Doc(
            "Weight of a selected generated face in the cross-entropy of (10), where one of the"
                + " target's own weighs 1: the loss of a batch is the sum of weight times entropy"
                + " over its faces, divided by the sum of their weights. Attention transfer takes no"
                + " labels and counts every face alike. The paper: 1.")
        double generatedWeight,
    @Doc("Images a step.") int batchSize,
    @Doc("Learning rate at the start, over the target images.") double learningRate,
    @Doc(
            "How the epoch that is kept is chosen. 0: by the validation part of the target images"
                + " (data.validationFraction), which f_T does not learn from. 2 or more: by so many"
                + " folds of them, divided by person and class. f_T is trained without each fold in"
                + " turn, the accuracies on the folds are averaged for each epoch of the last kind of"
                + " passes, and then it is trained on all images up to the best epoch, by the same"
                + " course of the learning rate; earlier kinds of passes keep their last epoch. Takes"
                + " as many times as long.")
        int folds,
    @Doc("Probability moved from the true class to all classes alike. 0.0 is off.")
        double labelSmoothing,
    @Doc("Draws every class equally often, whatever the number of its images.") boolean balance,
    @Doc(
            "Weight beta of the attention transfer from f_W in (11), as web.attentionBeta. 0.0 is off,"
                + " and lets any two architectures go together.")
        double attentionBeta,
    @Doc(
            "Weights to try in place of attentionBeta, such as 0,1,10: each on the folds, and the best"
                + " is taken. Wants target.folds. Empty: attentionBeta.")
        List<Double> attentionBetas,
    @Doc(
            "Weight of the loss of unlabelled faces of the web domain beside that of (10), in"
                + " passes over target images (FixMatch): a teacher, the moving average of f_T"
                + " (classifier.weightAverage) or else f_T itself, sees a face hardly changed;"
                + " where it is sure, f_T learns its class from the same face under strong changes,"
                + " which are twice those of data, and more where these are small. 0.0 is off, as"
                + " the paper.")
        double unlabelledWeight,
    @Doc(
            "Unlabelled faces in a step for each labelled one. The length of a pass stays that of"
                + " the labelled images; with 3, a step computes about five times as much.")
        int unlabelledRatio,
    @Doc(
            "Probability of its most probable class from which on the teacher counts as sure, such"
                + " as 0.8. Labels smoothed by labelSmoothing teach hardly more than 1 -"
                + " labelSmoothing. metrics.csv has the share of unlabelled faces that passed as"
                + " confident.")
        double confidence,
    @Doc(
            "Whether confidence holds for every class (fixed), or is multiplied by the running mean"
                + " confidence that the teacher has in labelled faces of the class that it"
                + " recognises (adaptive), as in Ada-CM: of classes that it is never very sure of,"
                + " more faces pass.")
        Margin confidenceMargin,
    @Doc(
            "Whether the teacher's probabilities of unlabelled faces are multiplied by what each"
                + " class is expected to have over what it had in the running mean of the"
                + " predictions, so that it does not see one class everywhere (ReMixMatch)."
                + " Expected is the same of every class (uniform), or its share of the labelled"
                + " target faces (labelled).")
        Alignment alignDistribution) {

  /** When the teacher of unlabelled faces is sure. */
  public enum Margin {
    FIXED,
    ADAPTIVE
  }

  /** How often the teacher of unlabelled faces is to see each class. */
  public enum Alignment {
    NONE,
    UNIFORM,
    LABELLED
  }

  public TargetConfig {
    Check.positive("width", width);
    Check.atLeast("pretrainEpochs", 0, pretrainEpochs);
    Check.positive("pretrainLearningRate", pretrainLearningRate);
    Check.atLeast("generatedEpochs", 0, generatedEpochs);
    Check.atLeast("epochs", 0, epochs);
    Check.atLeast("realEpochs", 0, realEpochs);
    Check.require(
        epochs > 0 || generatedEpochs > 0 || realEpochs > 0,
        "epochs",
        "must be at least 1 where generatedEpochs and realEpochs are 0",
        epochs);
    Check.notNegative("generatedWeight", generatedWeight);
    attentionBetas = List.copyOf(attentionBetas);
    Check.require(folds == 0 || folds >= 2, "folds", "must be 0, or 2 or more", folds);
    Check.atLeast("batchSize", 1, batchSize);
    Check.positive("learningRate", learningRate);
    Check.belowOne("labelSmoothing", labelSmoothing);
    Check.notNegative("attentionBeta", attentionBeta);
    attentionBetas.forEach(beta -> Check.notNegative("attentionBetas", beta));
    boolean isDistinct = attentionBetas.stream().distinct().count() == attentionBetas.size();
    String found = Values.text(attentionBetas);
    Check.require(isDistinct, "attentionBetas", "must name each weight once", found);
    boolean isTried = attentionBetas.isEmpty() || folds > 0;
    Check.require(isTried, "attentionBetas", "wants target.folds of 2 or more", found);
    Check.notNegative("unlabelledWeight", unlabelledWeight);
    Check.atLeast("unlabelledRatio", 1, unlabelledRatio);
    Check.belowOne("confidence", confidence);
    Check.require(
        unlabelledWeight == 0 || epochs > 0 || realEpochs > 0,
        "unlabelledWeight",
        "must be 0 where epochs and realEpochs are 0: unlabelled faces go along with target images",
        unlabelledWeight);
  }

  /** The weights that the attention transfer may get. */
  public List<Double> weighed() {
    return attentionBetas.isEmpty() ? List.of(attentionBeta) : attentionBetas;
  }
}
