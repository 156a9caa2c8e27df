"""AlexNet (Krizhevsky et al. 2012) as its circulating weights have it, with Caffe's layer names.

Two groups in the second, fourth and fifth convolution; local response normalisation with bias 1,
not the published 2.
"""

import keras

from cycleat_tools.errors import ToolError
from cycleat_tools.networks.channels import scaled_even
from cycleat_tools.networks.layers import LocalResponseNorm, conv, relu

MINIMUM_SIZE = 67


def build(image_size, classes, width, dropout):
    """Images [N, S, S, 3] in [-1, 1] to logits [N, classes]; published with S = 227."""
    if image_size < MINIMUM_SIZE:
        raise ToolError(
            f"images of {image_size} px are too small for alexnet: "
            f"its strides need at least {MINIMUM_SIZE} px"
        )
    c1, c2, c3, hidden = (scaled_even(c, width) for c in (96, 256, 384, 4096))
    images = keras.Input((image_size, image_size, 3), name="images")
    x = relu("relu1")(conv("conv1", c1, 11, strides=4)(images))
    x = _pool("pool1", _norm("norm1", x))
    x = relu("relu2")(conv("conv2", c2, 5, padding="same", groups=2)(x))
    x = _pool("pool2", _norm("norm2", x))
    x = relu("relu3")(conv("conv3", c3, 3, padding="same")(x))
    x = relu("relu4")(conv("conv4", c3, 3, padding="same", groups=2)(x))
    x = relu("relu5")(conv("conv5", c2, 3, padding="same", groups=2)(x))
    x = keras.layers.Flatten(name="flatten")(_pool("pool5", x))
    for number in (6, 7):
        x = relu(f"relu{number}")(keras.layers.Dense(hidden, name=f"fc{number}")(x))
        if dropout > 0:
            x = keras.layers.Dropout(dropout, name=f"drop{number}")(x)
    logits = keras.layers.Dense(classes, name="fc8")(x)
    return keras.Model(images, logits, name="alexnet")


def group_layers():
    """The five convolutions' activations, after their rectifier."""
    return [f"relu{i}" for i in range(1, 6)]


def _norm(name, x):
    return LocalResponseNorm(radius=2, alpha=2e-5, beta=0.75, name=name)(x)


def _pool(name, x):
    return keras.layers.MaxPooling2D(3, strides=2, name=name)(x)
