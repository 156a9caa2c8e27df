"""pytorch-CycleGAN-and-pix2pix's generators and discriminators under the names used here.

Its networks are one `nn.Sequential`, so names are positions:
https://github.com/junyanz/pytorch-CycleGAN-and-pix2pix, models/networks.py
"""

import re

from cycleat_tools.convert import layouts

GENERATOR_NOTES = (
    "its transposed convolutions pad one pixel before, TensorFlow's after: the translated picture "
    "is 3 pixels further right and down than PyTorch's, and differs at the borders",
)
DISCRIMINATOR_NOTES = ()

_BLOCK = re.compile(r"model\.(\d+)\.conv_block\.")


def generator(state, _name):
    """Any number of blocks; reflection padding and instance norm are assumed."""
    blocks = {int(m.group(1)) for m in map(_BLOCK.match, state.names()) if m}
    # 0 pads, then three times convolution, norm and rectifier
    arrays = _conv(state, "model.1", "in")
    arrays |= _conv(state, "model.4", "down1")
    arrays |= _conv(state, "model.7", "down2")
    first = 10
    for b in range(len(blocks)):
        theirs = f"model.{first + b}.conv_block"
        # with dropout the second convolution is one further
        second = 5 if f"{theirs}.5.weight" in state else 6
        arrays |= _conv(state, f"{theirs}.1", f"block{b + 1}_1")
        arrays |= _conv(state, f"{theirs}.{second}", f"block{b + 1}_2")
    end = first + len(blocks)
    arrays |= _conv(state, f"model.{end}", "up1", layouts.transposed_conv)
    arrays |= _conv(state, f"model.{end + 3}", "up2", layouts.transposed_conv)
    return arrays | _conv(state, f"model.{end + 7}", "out")


def discriminator(state, _name):
    """The PatchGAN with `n_layers` of 1, 2 or 3: as many strides, then two layers without."""
    # convolution and rectifier, then convolution, norm and rectifier of each
    places = [0, *(p for p in (2, 5, 8, 11) if f"model.{p}.weight" in state)]
    arrays = {}
    for n, place in enumerate(places, start=1):
        arrays |= _conv(state, f"model.{place}", "scores" if n == len(places) else f"conv{n}")
    return arrays


def _conv(state, theirs, ours, layout=layouts.conv):
    return {
        f"{ours}/kernel": layout(state.take(f"{theirs}.weight")),
        f"{ours}/bias": state.take(f"{theirs}.bias"),
    }
