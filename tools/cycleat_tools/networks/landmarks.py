"""The regressor of the 68 landmarks: crops [N, 64, 64, 1] to [N, 136], x0, y0, x1, ..."""

import keras

from cycleat_tools.networks.layers import batch_norm, conv, relu

SIZE = 64
OUTPUTS = 136


def build(width):
    """`width` channels in the first layer, even."""
    crops = keras.Input((SIZE, SIZE, 1), name="crops")
    x = relu("conv1_relu")(_conv(crops, "conv1", width, 5, 2))
    x = relu("conv2_relu")(_conv(x, "conv2", 2 * width, 3, 2))
    x = _block(x, "block2", 2 * width)
    x = relu("conv3_relu")(_conv(x, "conv3", 4 * width, 3, 2))
    x = _block(_block(x, "block3", 4 * width), "block4", 4 * width)
    x = relu("conv4_relu")(_conv(x, "conv4", width + width // 2, 1, 1))
    x = keras.layers.Flatten(name="flatten")(x)
    return keras.Model(crops, keras.layers.Dense(OUTPUTS, name="points")(x), name="landmarks68")


def _conv(x, name, channels, kernel, stride):
    options = {"strides": stride, "padding": "same", "use_bias": False}
    return batch_norm(f"{name}_bn")(conv(f"{name}_conv", channels, kernel, **options)(x))


def _block(x, name, channels):
    """relu(x + conv(relu(conv(x))))."""
    y = relu(f"{name}_1_relu")(_conv(x, f"{name}_1", channels, 3, 1))
    y = _conv(y, f"{name}_2", channels, 3, 1)
    return relu(f"{name}_out")(keras.layers.Add(name=f"{name}_add")([x, y]))
