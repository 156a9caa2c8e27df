package org.cycleat.config;

import java.util.Set;

/** Generators, discriminators and their losses, equations (4) to (6). */
public record GanConfig(
    @Doc(
            "Adversarial loss: log is the paper's (4), (5) with a generator step that does not"
                + " saturate, lsgan is CycleGAN's least squares.")
        Loss loss,
    @Doc("Residual blocks of a generator, 6 or 9. The paper: 9.") int generatorBlocks,
    @Doc("Channels of a generator's first layer. The paper: 64.") int generatorWidth,
    @Doc("Channels of a discriminator's first layer. The paper: 64.") int discriminatorWidth,
    @Doc(
            "Layers of a discriminator with stride 2, 1 to 3. They set how large the patch of each score"
                + " is: 16, 34 or 70 pixels. The paper: 3, for faces of 256 pixels.")
        int discriminatorLayers,
    @Doc(
            "Random changes of all that the discriminators see, real and generated alike"
                + " (differentiable augmentation, Zhao et al. 2020), so that they do not learn few"
                + " images by heart: brightness, saturation and contrast; a move by up to an eighth"
                + " of the side; a grey square of half the side.")
        Set<Augmentation> augment,
    @Doc(
            "How a generator enlarges: transposed convolutions (the paper's), or resize, nearest"
                + " neighbours and a convolution, which leaves no checkerboard.")
        Upsampling upsampling,
    @Doc("Standard deviation of the zero-mean normal that new weights are drawn from.")
        double initStddev,
    @Doc(
            "File with the networks that the translation starts from, such as `cycleat export"
                + " --network translation` writes, or a run's folder translation: generators and"
                + " discriminators both ways, for the same imageSize and of the same form. Empty:"
                + " new weights.")
        String weights,
    @Doc("Weight of the cycle consistency loss (6), a mean over pixels.") double cycleWeight,
    @Doc(
            "Weight of the identity loss, which keeps a generator from inverting colours;"
                + " CycleGAN's is 5.0. 0.0 is off, as in the paper.")
        double identityWeight,
    @Doc("Generated images kept for the discriminators' steps. 0 shows them the newest only.")
        int poolSize,
    @Doc(
            "Decay rate of a moving average of the generators' weights over the steps, such as 0.999:"
                + " sample grids, generated faces and what f_W learns from take the average. 0.0 is"
                + " off, as in the paper.")
        double weightAverage,
    @Doc("Adam's learning rate for generators, discriminators and f_W.") double learningRate,
    @Doc("Images of each domain a step.") int batchSize,
    @Doc("Steps of stage I: translation by pixel consistency alone, without f_W.") int stage1Steps,
    @Doc("Steps of stage II: generators, discriminators and f_W together, equation (8).")
        int stage2Steps) {

  /** The adversarial loss. */
  public enum Loss {
    LOG,
    LSGAN
  }

  /** Changes of what the discriminators see. */
  public enum Augmentation {
    COLOUR,
    TRANSLATION,
    CUTOUT
  }

  /** How a generator doubles height and width. */
  public enum Upsampling {
    TRANSPOSED,
    RESIZE
  }

  public GanConfig {
    boolean blocksKnown = generatorBlocks == 6 || generatorBlocks == 9;
    Check.require(blocksKnown, "generatorBlocks", "must be 6 or 9", generatorBlocks);
    Check.atLeast("generatorWidth", 1, generatorWidth);
    Check.atLeast("discriminatorWidth", 1, discriminatorWidth);
    boolean layersKnown = discriminatorLayers >= 1 && discriminatorLayers <= 3;
    Check.require(layersKnown, "discriminatorLayers", "must be 1, 2 or 3", discriminatorLayers);
    Check.positive("initStddev", initStddev);
    Check.notNegative("cycleWeight", cycleWeight);
    Check.notNegative("identityWeight", identityWeight);
    Check.atLeast("poolSize", 0, poolSize);
    Check.belowOne("weightAverage", weightAverage);
    Check.positive("learningRate", learningRate);
    Check.atLeast("batchSize", 1, batchSize);
    boolean poolTakesIt = poolSize == 0 || batchSize <= poolSize;
    String most = "must be at most poolSize (%d) where that is not 0".formatted(poolSize);
    Check.require(poolTakesIt, "batchSize", most, batchSize);
    Check.atLeast("stage1Steps", 1, stage1Steps);
    Check.atLeast("stage2Steps", 1, stage2Steps);
  }
}
