"""CycleGAN's generator (Zhu et al. 2017) and the PatchGAN (Isola et al. 2017)."""

import keras

from cycleat_tools.errors import ToolError
from cycleat_tools.networks.layers import ReflectionPadding2D, conv, instance_norm, relu

ENLARGEMENTS = ("transposed", "resize")


def build_generator(image_size, width, blocks, enlargement):
    """Images [N, S, S, 3] in [-1, 1] to the same; `width` channels in the first layer."""
    if image_size % 4 != 0 or image_size < 16:
        raise ToolError(
            f"images of {image_size} px do not fit the generator: "
            "two strides of 2 need a multiple of 4, at least 16"
        )
    if enlargement not in ENLARGEMENTS:
        raise ToolError(f"enlargement is {enlargement!r}, expected one of {ENLARGEMENTS}")
    images = keras.Input((image_size, image_size, 3), name="images")
    x = _normalized(_reflected(images, "in", width, 7), "in")
    for name, channels in (("down1", 2 * width), ("down2", 4 * width)):
        x = keras.layers.ZeroPadding2D(1, name=f"{name}_pad")(x)
        x = _normalized(conv(name, channels, 3, strides=2)(x), name)
    for b in range(1, blocks + 1):
        x = _block(x, f"block{b}", 4 * width)
    for name, channels in (("up1", 2 * width), ("up2", width)):
        x = _normalized(_enlarged(x, name, channels, enlargement), name)
    x = _reflected(x, "out", 3, 7)
    faces = keras.layers.Activation("tanh", name="tanh")(x)
    return keras.Model(images, faces, name="generator")


def build_discriminator(image_size, width, strided):
    """Images [N, S, S, 3] in [-1, 1] to scores [N, R, R, 1], logits of being real.

    strided: layers with stride 2, 1 to 3. R = S / 2 ** strided - 2, and each score is of a patch
        of 16, 34 or 70 pixels a side
    """
    if not 1 <= strided <= 3:
        raise ToolError(f"strided is {strided!r}, expected 1, 2 or 3")
    if image_size < 4 << strided:
        raise ToolError(
            f"images of {image_size} px are too small for the discriminator: "
            f"its strides need at least {4 << strided} px"
        )
    images = keras.Input((image_size, image_size, 3), name="images")
    x = _leaky_relu("conv1_relu", _patches(images, "conv1", width, 2))
    for n in range(1, strided + 1):
        name = f"conv{n + 1}"
        x = _patches(x, name, width << n, 2 if n < strided else 1)
        x = _leaky_relu(f"{name}_relu", instance_norm(f"{name}_norm")(x))
    return keras.Model(images, _patches(x, "scores", 1, 1), name="discriminator")


def _reflected(x, name, channels, kernel):
    return conv(name, channels, kernel)(ReflectionPadding2D(kernel // 2, name=f"{name}_pad")(x))


def _normalized(x, name):
    return relu(f"{name}_relu")(instance_norm(f"{name}_norm")(x))


def _block(x, name, channels):
    y = _normalized(_reflected(x, f"{name}_1", channels, 3), f"{name}_1")
    y = instance_norm(f"{name}_2_norm")(_reflected(y, f"{name}_2", channels, 3))
    return keras.layers.Add(name=f"{name}_add")([x, y])


def _enlarged(x, name, channels, enlargement):
    if enlargement == "transposed":
        return keras.layers.Conv2DTranspose(channels, 3, strides=2, padding="same", name=name)(x)
    return _reflected(keras.layers.UpSampling2D(2, name=f"{name}_resize")(x), name, channels, 3)


def _patches(x, name, channels, stride):
    x = keras.layers.ZeroPadding2D(1, name=f"{name}_pad")(x)
    return conv(name, channels, 4, strides=stride)(x)


def _leaky_relu(name, x):
    return keras.layers.LeakyReLU(negative_slope=0.2, name=name)(x)
