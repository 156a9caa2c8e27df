package org.cycleat.config;

/** What the paper's tables are made of: data, protocols, and the networks that are compared. */
public record ExperimentConfig(
    @Doc(
            "Preset that every run starts from: tiny, demo, small or paper. The section run changes"
                + " keys of it, such as run.imageSize; cycleat config prints them.")
        String preset,
    @Doc(
            "The first stage that each seed of --seeds makes anew. What comes before it is made"
                + " once, with the configuration's seed, so that seeds then vary less.")
        SeededFrom seededFrom,
    @Doc("Source domain: labelled faces under control, with a test part of other people.")
        FaceSource source,
    @Doc(
            "Web domain: faces without labels. Faces of a target domain, their subjects and their"
                + " twins are left out of it; test faces also of the source domain.")
        FaceSource web,
    @Doc("The target domain of tables 3, 5 and 7, of the ablation and of the figures.")
        SetsConfig sets,
    @Doc("The target domain of tables 3, 6 and 8.") FoldsConfig folds,
    @Doc(
            "Learning rate of AlexNet and VGG in tables 2 and 8. They have no batch normalisation,"
                + " and at rates that suit residual networks VGG learns nothing. 0.0 takes the"
                + " rates of run. The paper: 0.0002 for every network.")
        double plainLearningRate,
    @Doc("The networks of table 2.") Table2Config table2,
    @Doc("The networks of table 8.") Table8Config table8,
    @Doc("What the ablation compares beside the parts of the method.") AblationConfig ablation) {

  public ExperimentConfig {
    Check.notNegative("plainLearningRate", plainLearningRate);
  }

  /** How much of the method a seed stands for. */
  public enum SeededFrom {
    SOURCE,
    TRANSLATION,
    TARGET
  }
}
