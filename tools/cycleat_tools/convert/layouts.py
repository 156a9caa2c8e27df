"""From PyTorch's layouts to TensorFlow's."""

import math

import numpy as np

from cycleat_tools.errors import ToolError


def conv(kernel):
    """[out, in / groups, h, w] to [h, w, in / groups, out]."""
    return np.transpose(kernel, (2, 3, 1, 0))


def transposed_conv(kernel):
    """[in, out, h, w] to [h, w, out, in]."""
    return np.transpose(kernel, (2, 3, 1, 0))


def dense(matrix):
    """[out, in] to [in, out]."""
    return np.transpose(matrix)


def dense_after_flatten(matrix, channels):
    """[out, C H W] to [H W C, out]: the first dense layer after an image [H, H, C]."""
    outputs, inputs = matrix.shape
    side = math.isqrt(inputs // channels)
    if side * side * channels != inputs:
        raise ToolError(
            f"a dense layer takes {inputs} numbers, which are no square of {channels} channels"
        )
    image = matrix.reshape(outputs, channels, side, side)
    return np.transpose(image, (2, 3, 1, 0)).reshape(inputs, outputs)
