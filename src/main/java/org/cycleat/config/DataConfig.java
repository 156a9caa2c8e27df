package org.cycleat.config;

/** How images are split, read and varied on their way into training. */
public record DataConfig(
    @Doc(
            "Share of the training subjects kept out of training to select the best checkpoint,"
                + " above 0, up to 0.5. The data that is reported is never used for that.")
        double validationFraction,
    @Doc(
            "Share of the distribution over the classes (columns p_AN and so on, or votes) in what a"
                + " classifier learns of an image; the rest is its label's. An image without one of"
                + " both is learned by the other. 0.0 takes labels alone.")
        double votes,
    @Doc(
            "Training images are resized to imageSize times this, then cropped at random to"
                + " imageSize. 1.0 crops nothing.")
        double loadScale,
    @Doc("Mirrors training images left to right, half of the time.") boolean flip,
    @Doc(
            "Turns the training images of a classifier at random by up to so many degrees either"
                + " way. 0.0 is off.")
        double rotation,
    @Doc(
            "Random change of the size of the crop of a classifier's training image: a factor from"
                + " 1 - zoom to 1 + zoom. 0.0 is off.")
        double zoom,
    @Doc(
            "Moves the crop of a classifier's training image at random, across and down by up to"
                + " this share of its side. 0.0 is off.")
        double shift,
    @Doc("Random change of brightness, as a share of the range of pixel values. 0.0 is off.")
        double brightness,
    @Doc("Random change of contrast: a factor from 1 - contrast to 1 + contrast. 0.0 is off.")
        double contrast,
    @Doc("Share of the training images of a classifier that lose their colour. 0.0 is off.")
        double greyscale,
    @Doc(
            "Share of the training images of a classifier that lose a rectangle, 2 to 20 % of their"
                + " area, to noise. 0.0 is off.")
        double erasing,
    @Doc(
            "Mixes each training image of a classifier, and what is learned of it, with another of"
                + " its batch, by a weight drawn from Beta(mixup, mixup). 0.0 is off.")
        double mixup,
    @Doc("Images read and decoded at the same time. 0 takes as many as there are processors.")
        int parallelism) {
  public DataConfig {
    boolean splits = validationFraction > 0 && validationFraction <= 0.5;
    Check.require(splits, "validationFraction", "must be above 0, up to 0.5", validationFraction);
    Check.between("votes", 0, 1, votes);
    Check.between("loadScale", 1, 2, loadScale);
    Check.between("rotation", 0, 180, rotation);
    Check.belowOne("zoom", zoom);
    Check.between("shift", 0, 1, shift);
    Check.between("brightness", 0, 1, brightness);
    Check.belowOne("contrast", contrast);
    Check.between("greyscale", 0, 1, greyscale);
    Check.between("erasing", 0, 1, erasing);
    Check.between("mixup", 0, 10, mixup);
    Check.atLeast("parallelism", 0, parallelism);
  }
}
