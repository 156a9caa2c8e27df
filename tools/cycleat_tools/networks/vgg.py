"""VGG-16 and VGG-19 (Simonyan and Zisserman 2015) as keras.applications builds them."""

import keras

from cycleat_tools.errors import ToolError
from cycleat_tools.networks.channels import scaled
from cycleat_tools.networks.layers import conv

CHANNELS = (64, 128, 256, 512, 512)
DEPTHS = {"vgg16": (2, 2, 3, 3, 3), "vgg19": (2, 2, 4, 4, 4)}
MINIMUM_SIZE = 32


def build(name, image_size, classes, width, dropout):
    """Images [N, S, S, 3] in [-1, 1] to logits [N, classes]."""
    if image_size < MINIMUM_SIZE:
        raise ToolError(
            f"images of {image_size} px are too small for {name}: "
            f"its poolings need at least {MINIMUM_SIZE} px"
        )
    images = keras.Input((image_size, image_size, 3), name="images")
    x = images
    for block, (channels, layers) in enumerate(zip(CHANNELS, DEPTHS[name]), start=1):
        for layer in range(1, layers + 1):
            options = {"padding": "same", "activation": "relu"}
            x = conv(f"block{block}_conv{layer}", scaled(channels, width), 3, **options)(x)
        x = keras.layers.MaxPooling2D(2, strides=2, name=f"block{block}_pool")(x)
    x = keras.layers.Flatten(name="flatten")(x)
    for fc in ("fc1", "fc2"):
        x = keras.layers.Dense(scaled(4096, width), activation="relu", name=fc)(x)
        if dropout > 0:
            x = keras.layers.Dropout(dropout, name=f"{fc}_drop")(x)
    logits = keras.layers.Dense(classes, name="predictions")(x)
    return keras.Model(images, logits, name=name)


def group_layers(name):
    """The last convolution of each block: the activations before its pooling."""
    return [f"block{b}_conv{layers}" for b, layers in enumerate(DEPTHS[name], start=1)]
