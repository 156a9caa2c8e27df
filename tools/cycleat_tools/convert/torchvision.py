"""torchvision's ResNet, VGG and AlexNet under the names used here.

Each function takes a `StateDict` and gives name -> array.
"""

import numpy as np

from cycleat_tools.convert import layouts
from cycleat_tools.errors import ToolError
from cycleat_tools.networks.resnet import DEPTHS as RESNETS
from cycleat_tools.networks.vgg import DEPTHS as VGGS

RESNET_NOTES = (
    "batch normalisation here adds 1.001e-5 to the variance, torchvision 1e-5: "
    "outputs differ by about 1e-6 of their size",
)
BOTTLENECK_NOTES = (
    *RESNET_NOTES,
    "biases that torchvision's convolutions have not are zeros",
    "torchvision halves the size in the 3x3 convolution of a bottleneck, the network here, as "
    "Keras's, in the 1x1 before it: OUTPUTS DIFFER from torchvision's; fine-tune before use",
)
ALEXNET_NOTES = ("an AlexNet of two groups with local response normalisation is assumed",)
VGG_NOTES = ("outputs are torchvision's at 224 px only, where its adaptive pooling does nothing",)

_NORM = {
    "weight": "gamma",
    "bias": "beta",
    "running_mean": "moving_mean",
    "running_var": "moving_variance",
}


def resnet(state, name):
    """A network of RESNETS, but resnet14 and resnet38, which torchvision has not."""
    depth = RESNETS[name]
    arrays = _normalized(state, "conv1", "bn1", "conv1", depth.bottleneck)
    for group, blocks in enumerate(depth.blocks, start=1):
        for b in range(blocks):
            theirs, ours = f"layer{group}.{b}", f"conv{group + 1}_block{b + 1}"
            for k in range(1, 4 if depth.bottleneck else 3):
                conv, norm = f"{theirs}.conv{k}", f"{theirs}.bn{k}"
                arrays |= _normalized(state, conv, norm, f"{ours}_{k}", depth.bottleneck)
            shortcut = f"{theirs}.downsample"
            if f"{shortcut}.0.weight" in state:
                conv, norm = f"{shortcut}.0", f"{shortcut}.1"
                arrays |= _normalized(state, conv, norm, f"{ours}_0", depth.bottleneck)
    return arrays | _dense(state, "fc", "predictions")


def vgg(state, name):
    """A network of VGGS, without batch normalisation."""
    arrays, index, channels = {}, 0, 3
    for block, layers in enumerate(VGGS[name], start=1):
        for layer in range(1, layers + 1):
            ours = f"block{block}_conv{layer}"
            arrays |= _conv(state, f"features.{index}", ours)
            channels = arrays[f"{ours}/bias"].size
            index += 2  # the convolution and its rectifier
        index += 1  # the pooling
    return arrays | _head(state, channels, {0: "fc1", 3: "fc2", 6: "predictions"})


def alexnet(state, name):
    """An AlexNet whose features and classifier are numbered as torchvision's."""
    arrays = {}
    for index, layer in zip((0, 3, 6, 8, 10), range(1, 6)):
        arrays |= _conv(state, f"features.{index}", f"conv{layer}")
    inputs, seen = arrays["conv1/kernel"].shape[3], arrays["conv2/kernel"].shape[2]
    if seen * 2 != inputs:
        raise ToolError(
            f"this {name} is another network: its second convolution sees {seen} of {inputs} "
            "channels, here each of two groups sees half; torchvision's AlexNet is that of "
            '"One weird trick" (2014), without groups and with 64 channels'
        )
    channels = arrays["conv5/bias"].size
    return arrays | _head(state, channels, {1: "fc6", 4: "fc7", 6: "fc8"})


def _normalized(state, conv, norm, ours, bias):
    arrays = {f"{ours}_conv/kernel": layouts.conv(state.take(f"{conv}.weight"))}
    if bias:
        outputs = arrays[f"{ours}_conv/kernel"].shape[-1]
        arrays[f"{ours}_conv/bias"] = np.zeros(outputs, "float32")
    for theirs, part in _NORM.items():
        arrays[f"{ours}_bn/{part}"] = state.take(f"{norm}.{theirs}")
    return arrays


def _conv(state, theirs, ours):
    return {
        f"{ours}/kernel": layouts.conv(state.take(f"{theirs}.weight")),
        f"{ours}/bias": state.take(f"{theirs}.bias"),
    }


def _dense(state, theirs, ours):
    return {
        f"{ours}/kernel": layouts.dense(state.take(f"{theirs}.weight")),
        f"{ours}/bias": state.take(f"{theirs}.bias"),
    }


def _head(state, channels, names):
    """Three dense layers, the first of which sees an image that was flattened as [C, H, W]."""
    (first, ours), *others = names.items()
    matrix = state.take(f"classifier.{first}.weight")
    arrays = {
        f"{ours}/kernel": layouts.dense_after_flatten(matrix, channels),
        f"{ours}/bias": state.take(f"classifier.{first}.bias"),
    }
    for index, layer in others:
        arrays |= _dense(state, f"classifier.{index}", layer)
    return arrays
