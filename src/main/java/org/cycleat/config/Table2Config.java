package org.cycleat.config;

import java.util.EnumMap;
import java.util.Map;

/** Height and width in pixels of the faces that each network of table 2 is trained on. */
public record Table2Config(
    @Doc("Pixels for AlexNet, at least 67. 0 leaves the row out.") int alexnet,
    @Doc("Pixels for VGG-19; 0 leaves the row out, as below.") int vgg19,
    @Doc("Pixels for ResNet-38.") int resnet38,
    @Doc("Pixels for ResNet-50.") int resnet50,
    @Doc("Pixels for ResNet-101.") int resnet101) {

  public Table2Config {
    requireSize("alexnet", Architecture.ALEXNET, alexnet);
    requireSize("vgg19", Architecture.VGG19, vgg19);
    requireSize("resnet38", Architecture.RESNET38, resnet38);
    requireSize("resnet50", Architecture.RESNET50, resnet50);
    requireSize("resnet101", Architecture.RESNET101, resnet101);
  }

  static void requireSize(String component, Architecture network, int size) {
    boolean fits = size == 0 || (size >= network.smallestImage() && size % 4 == 0);
    String rule = "must be a multiple of 4, at least %d, or 0".formatted(network.smallestImage());
    Check.require(fits, component, rule, size);
  }

  /** The networks that are wanted, in the paper's order, with their sizes. */
  public Map<Architecture, Integer> sizes() {
    Map<Architecture, Integer> sizes = new EnumMap<>(Architecture.class);
    sizes.put(Architecture.ALEXNET, alexnet);
    sizes.put(Architecture.VGG19, vgg19);
    sizes.put(Architecture.RESNET38, resnet38);
    sizes.put(Architecture.RESNET50, resnet50);
    sizes.put(Architecture.RESNET101, resnet101);
    sizes.values().removeIf(size -> size == 0);
    return sizes;
  }
}
