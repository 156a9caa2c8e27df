"""Keras twins of the Java networks: the same names, shapes, layouts and outputs.

A variable's `path` in the model is the parameter's name in Java and in its checkpoints, such as
`conv1_conv/kernel`.
"""

from dataclasses import dataclass
from typing import Optional

import keras

from cycleat_tools.errors import ToolError
from cycleat_tools.networks import alexnet, gan, landmarks, resnet, vgg

CLASSIFIERS = (*resnet.DEPTHS, *vgg.DEPTHS, "alexnet")
NAMES = (*CLASSIFIERS, "generator", "discriminator", "landmarks68")


@dataclass(frozen=True)
class Look:
    """Everything that a network's form depends on, defaults as published.

    width: of classifiers the factor of all channel numbers, of the others the channels of the first
        layer; None is as published (1.0; 64; 16 for the landmarks)
    strided: layers of a discriminator with stride 2
    dropout: the rate after the hidden dense layers of AlexNet and VGG; published: 0.5, to train.
        None makes no such layers, as in keras.applications: they move the numbers of the layers
        after them, by which an object-based checkpoint finds layers.
    """

    name: str
    image_size: int
    classes: int = 7
    width: Optional[float] = None
    blocks: int = 9
    enlargement: str = "transposed"
    strided: int = 3
    dropout: Optional[float] = None

    def or_published(self, width):
        """The width, or the published one."""
        return width if self.width is None else self.width


def build(name, image_size, classes=7, **options):
    """A network by its name (one of NAMES); `options` are the fields of `Look`.

    Classifiers give logits [N, classes] without softmax.
    """
    return build_look(Look(name, image_size, classes, **options))


def build_look(look):
    """The network that a `Look` describes."""
    if look.name in resnet.DEPTHS:
        return resnet.build(look.name, look.image_size, look.classes, look.or_published(1.0))
    if look.name in vgg.DEPTHS:
        width = look.or_published(1.0)
        return vgg.build(look.name, look.image_size, look.classes, width, look.dropout or 0.0)
    if look.name == "alexnet":
        width = look.or_published(1.0)
        return alexnet.build(look.image_size, look.classes, width, look.dropout or 0.0)
    if look.name == "generator":
        width = int(look.or_published(64))
        return gan.build_generator(look.image_size, width, look.blocks, look.enlargement)
    if look.name == "discriminator":
        width = int(look.or_published(64))
        return gan.build_discriminator(look.image_size, width, look.strided)
    if look.name == "landmarks68":
        return landmarks.build(int(look.or_published(16)))
    raise ToolError(f"no network {look.name!r}: expected one of {', '.join(NAMES)}")


def groups(model):
    """The same network with outputs [logits, group1, ..., groupN], [N, H, W, C] each.

    What attention is transferred between: the ends of residual groups, AlexNet's five convolutions
    after their rectifier, VGG's blocks before their pooling.
    """
    outputs = [model.get_layer(name).output for name in _group_layers(model.name)]
    return keras.Model(model.input, [model.output, *outputs], name=f"{model.name}_groups")


def _group_layers(name):
    if name in resnet.DEPTHS:
        return resnet.group_layers(name)
    if name in vgg.DEPTHS:
        return vgg.group_layers(name)
    if name == "alexnet":
        return alexnet.group_layers()
    raise ToolError(f"{name} has no groups: expected one of {', '.join(CLASSIFIERS)}")
