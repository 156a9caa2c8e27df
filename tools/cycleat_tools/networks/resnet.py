"""Residual networks (He et al. 2016) as keras.applications builds them.

The stride of a group is on its first convolution. Convolutions of bottleneck networks have a bias,
those of basic networks have none.
"""

from dataclasses import dataclass

import keras

from cycleat_tools.errors import ToolError
from cycleat_tools.networks.channels import scaled
from cycleat_tools.networks.layers import batch_norm, conv, relu


@dataclass(frozen=True)
class Depth:
    """A row of the table: blocks per group, whether bottlenecks, and what comes before them."""

    blocks: tuple
    bottleneck: bool = False
    pooled: bool = True
    channels: int = 64  # of the first group
    first_stride: int = 1  # of the first group
    narrowing: int = 1  # the first group's channels, divided by the stem's

    @property
    def expansion(self):
        """How many times a block's channels its output has."""
        return 4 if self.bottleneck else 1

    @property
    def minimum_size(self):
        """The smallest image in pixels that leaves one position in the last group."""
        return (4 if self.pooled else self.first_stride) << (len(self.blocks) - 1)


DEPTHS = {
    "resnet14": Depth((2, 2, 2), pooled=False, first_stride=2, narrowing=2),
    "resnet18": Depth((2, 2, 2, 2)),
    "resnet34": Depth((3, 4, 6, 3)),
    "resnet38": Depth((6, 6, 6), pooled=False, channels=16),
    "resnet50": Depth((3, 4, 6, 3), bottleneck=True),
    "resnet101": Depth((3, 4, 23, 3), bottleneck=True),
}


def build(name, image_size, classes, width):
    """Images [N, S, S, 3] in [-1, 1] to logits [N, classes]."""
    depth = DEPTHS[name]
    if image_size < depth.minimum_size:
        raise ToolError(
            f"images of {image_size} px are too small for {name}: "
            f"its strides need at least {depth.minimum_size} px"
        )
    base = scaled(depth.channels, width)
    images = keras.Input((image_size, image_size, 3), name="images")
    x = _stem(images, depth, scaled(depth.channels // depth.narrowing, width))
    for g, blocks in enumerate(depth.blocks):
        for b in range(blocks):
            stride = (2 if g > 0 else depth.first_stride) if b == 0 else 1
            x = _block(x, f"conv{g + 2}_block{b + 1}", depth, base << g, stride)
    x = keras.layers.GlobalAveragePooling2D(name="avg_pool")(x)
    logits = keras.layers.Dense(classes, name="predictions")(x)
    return keras.Model(images, logits, name=name)


def group_layers(name):
    """The names of the layers whose outputs attention is transferred between."""
    return [f"conv{g + 2}_block{blocks}_out" for g, blocks in enumerate(DEPTHS[name].blocks)]


def _stem(x, depth, channels):
    if not depth.pooled:
        x = conv("conv1_conv", channels, 3, padding="same", use_bias=False)(x)
        return relu("conv1_relu")(batch_norm("conv1_bn")(x))
    x = keras.layers.ZeroPadding2D(3, name="conv1_pad")(x)
    x = conv("conv1_conv", channels, 7, strides=2, use_bias=depth.bottleneck)(x)
    x = relu("conv1_relu")(batch_norm("conv1_bn")(x))
    x = keras.layers.ZeroPadding2D(1, name="pool1_pad")(x)
    return keras.layers.MaxPooling2D(3, strides=2, name="pool1_pool")(x)


def _block(x, name, depth, channels, stride):
    """relu(shortcut(x) + residual(x))."""
    outputs = channels * depth.expansion
    shortcut = x
    if stride != 1 or x.shape[-1] != outputs:
        # made before the residual: Keras numbers layers of equal depth in the order of making
        shortcut = conv(f"{name}_0_conv", outputs, 1, strides=stride, use_bias=depth.bottleneck)(x)
        shortcut = batch_norm(f"{name}_0_bn")(shortcut)
    residual = _bottleneck if depth.bottleneck else _basic
    x = residual(x, name, channels, stride)
    return relu(f"{name}_out")(keras.layers.Add(name=f"{name}_add")([shortcut, x]))


def _bottleneck(x, name, channels, stride):
    x = conv(f"{name}_1_conv", channels, 1, strides=stride)(x)
    x = relu(f"{name}_1_relu")(batch_norm(f"{name}_1_bn")(x))
    x = conv(f"{name}_2_conv", channels, 3, padding="same")(x)
    x = relu(f"{name}_2_relu")(batch_norm(f"{name}_2_bn")(x))
    x = conv(f"{name}_3_conv", 4 * channels, 1)(x)
    return batch_norm(f"{name}_3_bn")(x)


def _basic(x, name, channels, stride):
    padding = "same"
    if stride != 1:
        # TensorFlow's SAME would pad an even image on two sides only
        x = keras.layers.ZeroPadding2D(1, name=f"{name}_1_pad")(x)
        padding = "valid"
    x = conv(f"{name}_1_conv", channels, 3, strides=stride, padding=padding, use_bias=False)(x)
    x = relu(f"{name}_1_relu")(batch_norm(f"{name}_1_bn")(x))
    x = conv(f"{name}_2_conv", channels, 3, padding="same", use_bias=False)(x)
    return batch_norm(f"{name}_2_bn")(x)
