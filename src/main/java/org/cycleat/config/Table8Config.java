package org.cycleat.config;

/** The networks that the paper compares CycleAT with on EmotioNet. */
public record Table8Config(
    @Doc("Pixels for AlexNet, at least 67. 0 leaves the row out.") int alexnet,
    @Doc(
            "Checkpoint that AlexNet starts from, such as cycleat import makes of ImageNet's"
                + " weights; as the paper does. Empty: it is pre-trained on the source domain, as"
                + " f_T is.")
        String alexnetWeights,
    @Doc("Pixels for VGG-16; 0 leaves the row out.") int vgg16,
    @Doc("The same of VGG-16.") String vgg16Weights) {

  public Table8Config {
    Table2Config.requireSize("alexnet", Architecture.ALEXNET, alexnet);
    Table2Config.requireSize("vgg16", Architecture.VGG16, vgg16);
  }
}
