"""Names of the weights that circulate as a pickled dictionary, {'conv1': [kernel, bias], ...}.

bvlc_alexnet.npy and vgg16.npy, vgg19.npy: made from Caffe's, kernels [h, w, in, out] and dense
layers for [h, w, c] order already, so only names change.
"""

import re

import numpy as np

_PARTS = {"weights": "kernel", "W": "kernel", "biases": "bias", "b": "bias"}
_VGG_DENSE = {"fc6": "fc1", "fc7": "fc2", "fc8": "predictions"}
_VGG_CONV = re.compile(r"conv([1-5])_([1-4])")


def named(tree):
    """Name -> array of the names used here; what is no number is left out."""
    arrays = dict(_leaves(tree, []))
    if not any(_VGG_CONV.match(name) for name in arrays):
        return arrays
    return {_vgg(name): array for name, array in arrays.items()}


def _leaves(tree, path):
    if isinstance(tree, dict):
        for key, value in tree.items():
            name = key.decode("latin1") if isinstance(key, bytes) else str(key)
            yield from _leaves(value, [*path, _PARTS.get(name, name)])
    elif isinstance(tree, (list, tuple)):
        keys = ["kernel", "bias"] if _is_layer(tree) else range(len(tree))
        for key, value in zip(keys, tree):
            yield from _leaves(value, [*path, str(key)])
    elif isinstance(tree, np.ndarray) and tree.dtype.hasobject:
        yield from _leaves(tree.tolist(), path)
    else:
        array = np.asarray(tree)
        if array.dtype.kind in "fiub":
            yield "/".join(path), array


def _is_layer(values):
    """[kernel, bias]: the bias has one number for each of the kernel's last axis."""
    if len(values) != 2 or not all(isinstance(v, np.ndarray) for v in values):
        return False
    kernel, bias = values
    return kernel.ndim > 1 and bias.shape == kernel.shape[-1:]


def _vgg(name):
    layer, slash, part = name.partition("/")
    if not slash:
        return name
    layer = _VGG_CONV.sub(r"block\1_conv\2", layer)
    return f"{_VGG_DENSE.get(layer, layer)}/{part}"
