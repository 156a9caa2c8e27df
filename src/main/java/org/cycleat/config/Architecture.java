package org.cycleat.config;

/** The classifiers that a stage can train. */
public enum Architecture {
  RESNET18(32),
  RESNET34(32),
  RESNET38(32),
  RESNET50(32),
  RESNET101(32),
  /** Below 67 pixels its strides leave nothing to the last pooling. */
  ALEXNET(67);

  private final int smallestImage;

  Architecture(int smallestImage) {
    this.smallestImage = smallestImage;
  }

  /** Height and width in pixels of the smallest image that the network takes. */
  public int smallestImage() {
    return smallestImage;
  }
}
