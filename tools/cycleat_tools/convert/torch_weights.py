"""Which network a PyTorch state dict is of, and its arrays under the names used here."""

from dataclasses import dataclass
from typing import Callable

from cycleat_tools.convert import cyclegan, torchvision
from cycleat_tools.convert.state_dict import StateDict
from cycleat_tools.errors import ToolError
from cycleat_tools.networks.resnet import DEPTHS as RESNETS


@dataclass(frozen=True)
class Source:
    """Where a network comes from.

    mapping: (StateDict, network's name) -> arrays by name
    notes: what the user of the weights should know
    """

    mapping: Callable
    notes: tuple


@dataclass(frozen=True)
class Converted:
    """Arrays for a network, what was left out, and what its user should know."""

    network: str
    arrays: dict
    skipped: int
    notes: tuple


_RESNET = Source(torchvision.resnet, torchvision.RESNET_NOTES)
_BOTTLENECK = Source(torchvision.resnet, torchvision.BOTTLENECK_NOTES)
_VGG = Source(torchvision.vgg, torchvision.VGG_NOTES)

SOURCES = {
    "resnet18": _RESNET,
    "resnet34": _RESNET,
    "resnet50": _BOTTLENECK,
    "resnet101": _BOTTLENECK,
    "vgg16": _VGG,
    "vgg19": _VGG,
    "alexnet": Source(torchvision.alexnet, torchvision.ALEXNET_NOTES),
    "generator": Source(cyclegan.generator, cyclegan.GENERATOR_NOTES),
    "discriminator": Source(cyclegan.discriminator, cyclegan.DISCRIMINATOR_NOTES),
}


def convert(arrays, network=None):
    """Arrays of a state dict to those of a network; without a name, the one that they look like."""
    network = network or recognize(arrays)
    source = SOURCES[network]
    state = StateDict(arrays)
    skipped = state.skip("num_batches_tracked")
    if network in ("generator", "discriminator"):
        # old releases kept statistics of instance norm, which nothing reads
        skipped += state.skip("running_mean", "running_var")
    try:
        converted = source.mapping(state, network)
        state.require_empty()
    except ToolError as e:
        raise ToolError(f"not the weights of {network} (--as): {e}") from e
    return Converted(network, converted, skipped, source.notes)


def recognize(arrays):
    """The network that the names of a state dict belong to."""
    names = set(arrays)
    if "layer4.0.conv1.weight" in names:
        return _resnet(names)
    if "features.1.running_mean" in names:
        raise ToolError("a VGG with batch normalisation: only those without have a place here")
    # told apart by the last convolution
    for last, network in (("34", "vgg19"), ("28", "vgg16"), ("10", "alexnet")):
        if f"features.{last}.weight" in names and "classifier.6.weight" in names:
            return network
    if any(".conv_block." in name for name in names):
        return "generator"
    if {"model.0.weight", "model.2.weight", "model.5.weight"} <= names:
        return "discriminator"
    raise ToolError(
        f"these names are of no network known here ({', '.join(list(arrays)[:3])}, ...): expected "
        f"one of {', '.join(SOURCES)}, as torchvision or pytorch-CycleGAN-and-pix2pix name them"
    )


def _resnet(names):
    blocks = tuple(
        sum(f"layer{g}.{b}.conv1.weight" in names for b in range(100)) for g in range(1, 5)
    )
    bottleneck = "layer1.0.conv3.weight" in names
    for network in SOURCES:
        depth = RESNETS.get(network)
        if depth and depth.blocks == blocks and depth.bottleneck == bottleneck:
            return network
    kind = "bottleneck" if bottleneck else "basic"
    raise ToolError(f"a residual network of {blocks} {kind} blocks has no place here")
