package org.cycleat.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The layers of each network as Keras has them, in the order of {@code Model.layers}, for {@link
 * org.cycleat.nn.Parameters#describe}. Residual and VGG networks are those of {@code
 * keras.applications}, the others those of this project's Python tools.
 */
final class KerasLayers {
  private final List<String> names = new ArrayList<>();

  private KerasLayers(String input) {
    names.add(input);
  }

  /**
   * What the layers of a residual network hang on.
   *
   * @param pooled whether a large convolution and a pooling come first
   * @param strided whether the first group halves the image, as the others do
   * @param convolutions of a block: 2 in basic networks, 3 in those of bottlenecks
   */
  record ResNetForm(boolean pooled, boolean strided, int convolutions) {}

  /**
   * A residual network.
   *
   * @param blocks of each group
   */
  static List<String> resNet(ResNetForm form, int... blocks) {
    KerasLayers layers = new KerasLayers("images");
    int convolutions = form.convolutions();
    if (form.pooled()) {
      layers.add("conv1_", "pad");
    }
    layers.add("conv1_", "conv", "bn", "relu");
    if (form.pooled()) {
      layers.add("pool1_", "pad", "pool");
    }
    for (int g = 0; g < blocks.length; g++) {
      for (int b = 0; b < blocks[g]; b++) {
        boolean shortcut = b == 0 && (g > 0 || form.strided() || convolutions > 2);
        layers.residual("conv%d_block%d_".formatted(g + 2, b + 1), convolutions, shortcut);
      }
    }
    return layers.add("", "avg_pool", "predictions").names;
  }

  /** Layers of equal depth stand in the order in which they were made, the shortcut's first. */
  private void residual(String block, int convolutions, boolean shortcut) {
    if (shortcut && convolutions == 2) {
      add(block, "1_pad");
    }
    for (int k = 1; k < convolutions; k++) {
      add(block + k + "_", "conv", "bn", "relu");
    }
    String[] shortcutFirst = {"0_", convolutions + "_"};
    String[] plain = {convolutions + "_"};
    for (String layer : new String[] {"conv", "bn"}) {
      for (String branch : shortcut ? shortcutFirst : plain) {
        add(block + branch, layer);
      }
    }
    add(block, "add", "out");
  }

  /** That of {@code keras.applications}, which has no dropout. */
  static List<String> vgg(int... convolutions) {
    KerasLayers layers = new KerasLayers("images");
    for (int b = 1; b <= convolutions.length; b++) {
      for (int c = 1; c <= convolutions[b - 1]; c++) {
        layers.add("block" + b, "_conv" + c);
      }
      layers.add("block" + b, "_pool");
    }
    return layers.add("", "flatten", "fc1", "fc2", "predictions").names;
  }

  /** As in VGG, no dropout. */
  static List<String> alexNet() {
    KerasLayers layers = new KerasLayers("images");
    layers.add("", "conv1", "relu1", "norm1", "pool1", "conv2", "relu2", "norm2", "pool2");
    layers.add("", "conv3", "relu3", "conv4", "relu4", "conv5", "relu5", "pool5", "flatten");
    return layers.add("", "fc6", "relu6", "fc7", "relu7", "fc8").names;
  }

  static List<String> generator(Generator.Shape shape) {
    KerasLayers layers = new KerasLayers("images");
    for (String name : List.of("in", "down1", "down2")) {
      layers.add(name, "_pad", "", "_norm", "_relu");
    }
    for (int b = 1; b <= shape.blocks(); b++) {
      layers.add("block" + b, "_1_pad", "_1", "_1_norm", "_1_relu", "_2_pad", "_2", "_2_norm");
      layers.add("block" + b, "_add");
    }
    for (String name : List.of("up1", "up2")) {
      if (shape.enlargement() == Generator.Enlargement.RESIZE) {
        layers.add(name, "_resize", "_pad");
      }
      layers.add(name, "", "_norm", "_relu");
    }
    return layers.add("", "out_pad", "out", "tanh").names;
  }

  static List<String> discriminator(PatchDiscriminator.Shape shape) {
    KerasLayers layers = new KerasLayers("images");
    layers.add("conv1", "_pad", "", "_relu");
    for (int n = 2; n <= shape.layers(); n++) {
      layers.add("conv" + n, "_pad", "", "_norm", "_relu");
    }
    return layers.add("scores", "_pad", "").names;
  }

  static List<String> landmarks() {
    KerasLayers layers = new KerasLayers("crops");
    layers.add("conv1_", "conv", "bn", "relu").add("conv2_", "conv", "bn", "relu");
    layers.residual("block2_", 2, false);
    layers.add("conv3_", "conv", "bn", "relu");
    layers.residual("block3_", 2, false);
    layers.residual("block4_", 2, false);
    return layers.add("conv4_", "conv", "bn", "relu").add("", "flatten", "points").names;
  }

  private KerasLayers add(String prefix, String... suffixes) {
    for (String suffix : suffixes) {
      names.add(prefix + suffix);
    }
    return this;
  }
}
