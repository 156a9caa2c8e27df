"""Weights for tests."""

import numpy as np


def shake(model, seed=5):
    """Gives every variable values that show a mistake: statistics too, none of them 0 or 1."""
    random = np.random.default_rng(seed)
    for v in model.variables:
        fan_in = max(1, int(np.prod(v.shape[:-1])))
        values = random.normal(0, (2 / fan_in) ** 0.5 if len(v.shape) > 1 else 0.1, v.shape)
        one = v.path.endswith(("gamma", "moving_variance"))
        v.assign(np.abs(values + 1) if one else values)
