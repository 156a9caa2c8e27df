package org.cycleat.transfer;

/**
 * The pixels that weights were trained on. Networks here see RGB in [-1, 1], x; others see {@code
 * scale[c] * x[c] + shift[c]}, perhaps in another order of channels. What differs goes into the
 * first convolution, whose outputs are then the same but where it looks over the border: zeros
 * there are another colour.
 */
@SuppressWarnings("ImmutableEnumChecker") // the arrays stay inside and are never written
public enum Pixels {
  /** As here. */
  TF(
      new int[] {0, 1, 2}, //
      new double[] {1, 1, 1}, //
      new double[] {0, 0, 0}),
  /**
   * BGR from 0 to 255, less ImageNet's mean: Caffe, and Keras's ResNet and VGG. The mean is that of
   * {@code keras.applications.imagenet_utils}.
   */
  CAFFE(
      new int[] {2, 1, 0},
      new double[] {127.5, 127.5, 127.5},
      new double[] {127.5 - 103.939, 127.5 - 116.779, 127.5 - 123.68}),
  /** RGB from 0 to 1, less ImageNet's mean, divided by its standard deviation: torchvision. */
  TORCH(
      new int[] {0, 1, 2},
      new double[] {0.5 / 0.229, 0.5 / 0.224, 0.5 / 0.225},
      new double[] {(0.5 - 0.485) / 0.229, (0.5 - 0.456) / 0.224, (0.5 - 0.406) / 0.225});

  private static final int CHANNELS = 3;

  private final int[] rgb; // the channel here of each channel there
  private final double[] scale; // by channel there
  private final double[] shift;

  Pixels(int[] rgb, double[] scale, double[] shift) {
    this.rgb = rgb;
    this.scale = scale;
    this.shift = shift;
  }

  /**
   * The kernel for pixels as here.
   *
   * @param kernel [height, width, 3, outputs] in row-major order, for pixels as there
   */
  public float[] kernel(float[] kernel, int outputs) {
    float[] folded = new float[kernel.length];
    for (int i = 0; i < kernel.length; i++) {
      int channel = i / outputs % CHANNELS;
      int to = i + (rgb[channel] - channel) * outputs;
      folded[to] = (float) (kernel[i] * scale[channel]);
    }
    return folded;
  }

  /**
   * What the convolution's outputs lack once it has the folded kernel.
   *
   * @param kernel as for {@link #kernel}
   * @return by output
   */
  public double[] offsets(float[] kernel, int outputs) {
    double[] offsets = new double[outputs];
    for (int i = 0; i < kernel.length; i++) {
      offsets[i % outputs] += kernel[i] * shift[i / outputs % CHANNELS];
    }
    return offsets;
  }
}
