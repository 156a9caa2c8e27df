"""Rounding of channel numbers that a width multiplies."""

import math


def scaled(published, width):
    """`published` times `width`, halves rounded up, at least 1."""
    return max(1, math.floor(published * width + 0.5))


def scaled_even(published, width):
    """Like `scaled`, but even, since two groups share the channels."""
    return max(2, 2 * math.floor(published * width / 2 + 0.5))
