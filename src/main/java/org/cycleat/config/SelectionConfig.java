package org.cycleat.config;

/** Selection of generated images by AlexNet features, t-SNE and nearest neighbours. */
public record SelectionConfig(
    @Doc(
            "Checkpoint of an AlexNet whose first convolution gives the features, such as"
                + " ImageNet's. Empty: one is trained on the source images, as the keys up to"
                + " learningRate say.")
        String weights,
    @Doc("Multiplies the number of channels of every layer of AlexNet.") double width,
    @Doc("Height and width of AlexNet's input, at least 67. The paper: 227.") int imageSize,
    @Doc("Passes over the source images.") int epochs,
    @Doc("Images a step.") int batchSize,
    @Doc("Learning rate at the start.") double learningRate,
    @Doc(
            "Generated images that take part at most, drawn evenly over the classes; t-SNE's time"
                + " and memory grow with the square. 0 takes all.")
        int candidates,
    @Doc("Principal components kept of the features before t-SNE.") int pcaDimensions,
    @Doc("Dimensions of the t-SNE embedding. The paper: 3.") int tsneDimensions,
    @Doc("t-SNE's perplexity: about how many neighbours an image has.") double perplexity,
    @Doc("Gradient steps of t-SNE.") int tsneIterations,
    @Doc(
            "Generated images, t, that each target image brings into the target training set. The"
                + " paper: 8 for SFEW, 3 for EmotioNet.")
        int neighbours,
    @Doc(
            "What is near: tsne takes distances in the t-SNE embedding, as the paper; pca between"
                + " the principal components of the features; centred the same, after the mean of"
                + " the generated and that of the target images are taken away, which helps where"
                + " the two differ as wholes.")
        Distances distances,
    @Doc(
            "Whether a target image chooses only among the generated images of its own class. The"
                + " paper: false.")
        boolean withinClass,
    @Doc(
            "Target images that may choose one generated image at most: it goes to those that it is"
                + " nearest to, and the others choose their next nearest. 0 sets no limit, as the"
                + " paper.")
        int limit,
    @Doc(
            "Probability that a generated image's own class must have to take part, by the mean of"
                + " f_S and f_W (for S2T_att.&gen. by f_S), such as 0.5. Of a class without such an"
                + " image the surest take part, as many as neighbours. 0.0 takes all, as the"
                + " paper.")
        double minConfidence,
    @Doc(
            "Whether source images are selected as they are, in place of what the generators make"
                + " of them, and f_S teaches f_T in place of f_W. No translation is trained then:"
                + " it shows what the translation is worth. The paper: false.")
        boolean untranslated) {

  /** What distances are taken in. */
  public enum Distances {
    TSNE,
    PCA,
    CENTRED
  }

  public SelectionConfig {
    Check.positive("width", width);
    Check.atLeast("imageSize", Architecture.ALEXNET.smallestImage(), imageSize);
    Check.atLeast("epochs", 1, epochs);
    Check.atLeast("batchSize", 1, batchSize);
    Check.positive("learningRate", learningRate);
    Check.atLeast("candidates", 0, candidates);
    Check.atLeast("tsneDimensions", 1, tsneDimensions);
    Check.atLeast("pcaDimensions", tsneDimensions, pcaDimensions);
    Check.require(perplexity > 1 && perplexity < 1e4, "perplexity", "must be above 1", perplexity);
    Check.atLeast("tsneIterations", 1, tsneIterations);
    Check.atLeast("neighbours", 1, neighbours);
    Check.atLeast("limit", 0, limit);
    Check.belowOne("minConfidence", minConfidence);
  }
}
