package org.cycleat.config;

/** The classifiers that a stage can train. */
public enum Architecture {
  /** For small faces; each of its groups halves the image. */
  RESNET14(32, Groups.THREE_HALVING),
  RESNET18(32, Groups.FOUR_RESIDUAL),
  RESNET34(32, Groups.FOUR_RESIDUAL),
  RESNET38(32, Groups.THREE_RESIDUAL),
  RESNET50(32, Groups.FOUR_RESIDUAL),
  RESNET101(32, Groups.FOUR_RESIDUAL),
  /** Below 32 pixels nothing is left to the last pooling. */
  VGG16(32, Groups.FIVE_BLOCKS),
  VGG19(32, Groups.FIVE_BLOCKS),
  /** Below 67 pixels its strides leave nothing to the last pooling. */
  ALEXNET(67, Groups.FIVE_CONVOLUTIONS);

  /** What its attention maps are taken from; each kind has other numbers or sizes of maps. */
  private enum Groups {
    THREE_HALVING,
    THREE_RESIDUAL,
    FOUR_RESIDUAL,
    FIVE_BLOCKS,
    FIVE_CONVOLUTIONS
  }

  private final int smallestImage;
  private final Groups groups;

  Architecture(int smallestImage, Groups groups) {
    this.smallestImage = smallestImage;
    this.groups = groups;
  }

  /** Height and width in pixels of the smallest image that the network takes. */
  public int smallestImage() {
    return smallestImage;
  }

  /** Whether it normalises by the statistics of a batch. */
  public boolean hasBatchNorm() {
    return groups != Groups.FIVE_BLOCKS && groups != Groups.FIVE_CONVOLUTIONS;
  }

  /** Whether attention can be transferred: as many maps, of equal sizes on any image. */
  public boolean pairsWith(Architecture other) {
    return groups == other.groups;
  }
}
