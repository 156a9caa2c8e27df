"""PyTorch's operations in NumPy, [N, C, H, W], as its documentation defines them, and networks.

Slow and plain, so that what the converters give is compared with something that is not TensorFlow.
"""

import numpy as np


class Weights:
    """A state dict that is made up while a network is first run."""

    def __init__(self, seed=0):
        self.arrays = {}
        self._random = np.random.default_rng(seed)

    def __call__(self, name, *shape, positive=False):
        if name not in self.arrays:
            fan_in = int(np.prod(shape[1:])) if len(shape) > 1 else 100
            values = self._random.normal(0, (2 / fan_in) ** 0.5, shape)
            self.arrays[name] = (1 + abs(values) if positive else values).astype("float32")
        return self.arrays[name]


def conv2d(x, weight, bias=None, stride=1, pad=0, groups=1):
    outputs, inputs, kernel, _ = weight.shape
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    side = (x.shape[2] - kernel) // stride + 1
    y = np.zeros((x.shape[0], outputs, side, side))
    per = outputs // groups
    for g in range(groups):
        part, rows = x[:, g * inputs : (g + 1) * inputs], slice(g * per, (g + 1) * per)
        for i in range(kernel):
            for j in range(kernel):
                window = part[:, :, i : i + side * stride : stride, j : j + side * stride : stride]
                window = window[:, :, :side, :side]
                y[:, rows] += np.einsum("nchw,oc->nohw", window, weight[rows, :, i, j])
    return y if bias is None else y + bias[:, None, None]


def conv_transpose2d(x, weight, bias):
    """Kernel 3, stride 2, padding 1, output padding 1; weight [in, out, 3, 3]."""
    n, _, side, _ = x.shape
    y = np.zeros((n, weight.shape[1], 2 * side + 2, 2 * side + 2))  # one more on either side
    for i in range(3):
        for j in range(3):
            part = np.einsum("nchw,co->nohw", x, weight[:, :, i, j])
            y[:, :, i : i + 2 * side : 2, j : j + 2 * side : 2] += part
    return y[:, :, 1 : 2 * side + 1, 1 : 2 * side + 1] + bias[:, None, None]


def max_pool(x, kernel, stride, pad=0):
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), constant_values=-np.inf)
    side = (x.shape[2] - kernel) // stride + 1
    windows = [
        x[:, :, i : i + side * stride : stride, j : j + side * stride : stride][:, :, :side, :side]
        for i in range(kernel)
        for j in range(kernel)
    ]
    return np.max(windows, axis=0)


def batch_norm(x, w, name, eps=1e-5):
    c = x.shape[1]
    gamma, beta = w(f"{name}.weight", c, positive=True), w(f"{name}.bias", c)
    mean, var = w(f"{name}.running_mean", c), w(f"{name}.running_var", c, positive=True)
    w.arrays[f"{name}.num_batches_tracked"] = np.array(7)
    scale = (gamma / np.sqrt(var + eps))[:, None, None]
    return (x - mean[:, None, None]) * scale + beta[:, None, None]


def instance_norm(x):
    mean = x.mean(axis=(2, 3), keepdims=True)
    return (x - mean) / np.sqrt(x.var(axis=(2, 3), keepdims=True) + 1e-5)


def reflect(x, pixels):
    return np.pad(x, ((0, 0), (0, 0), (pixels, pixels), (pixels, pixels)), mode="reflect")


def relu(x):
    return np.maximum(x, 0)


def linear(x, w, name, outputs):
    return x @ w(f"{name}.weight", outputs, x.shape[1]).T + w(f"{name}.bias", outputs)


def _norm_conv(x, w, conv, norm, channels, kernel, **options):
    weight = w(f"{conv}.weight", channels, x.shape[1], kernel, kernel)
    return batch_norm(conv2d(x, weight, **options), w, norm)


def resnet(x, w, blocks, bottleneck, base=4, classes=5, stride_on_first=False):
    """torchvision's; `stride_on_first` as in Keras, of bottlenecks only."""
    x = relu(_norm_conv(x, w, "conv1", "bn1", base, 7, stride=2, pad=3))
    x = max_pool(x, 3, 2, pad=1)
    for g, count in enumerate(blocks, start=1):
        channels = base << (g - 1)
        for b in range(count):
            stride = 2 if g > 1 and b == 0 else 1
            name = f"layer{g}.{b}"
            if bottleneck:
                first, second = (stride, 1) if stride_on_first else (1, stride)
                plan = [(channels, 1, first), (channels, 3, second), (4 * channels, 1, 1)]
            else:
                plan = [(channels, 3, stride), (channels, 3, 1)]
            y = x
            for k, (c, kernel, s) in enumerate(plan, start=1):
                conv, norm = f"{name}.conv{k}", f"{name}.bn{k}"
                y = _norm_conv(y, w, conv, norm, c, kernel, stride=s, pad=kernel // 2)
                y = relu(y) if k < len(plan) else y
            if stride != 1 or y.shape[1] != x.shape[1]:
                down = f"{name}.downsample"
                x = _norm_conv(x, w, f"{down}.0", f"{down}.1", y.shape[1], 1, stride=stride)
            x = relu(x + y)
    return linear(x.mean(axis=(2, 3)), w, "fc", classes)


def _biased(x, w, name, channels, kernel, groups=1, **options):
    weight = w(f"{name}.weight", channels, x.shape[1] // groups, kernel, kernel)
    return conv2d(x, weight, w(f"{name}.bias", channels), groups=groups, **options)


def vgg(x, w, layers, channels=(2, 3, 4, 5, 6), hidden=7, classes=5):
    index = 0
    for c, count in zip(channels, layers):
        for _ in range(count):
            x = relu(_biased(x, w, f"features.{index}", c, 3, pad=1))
            index += 2
        x = max_pool(x, 2, 2)
        index += 1
    x = relu(linear(x.reshape(len(x), -1), w, "classifier.0", hidden))
    x = relu(linear(x, w, "classifier.3", hidden))
    return linear(x, w, "classifier.6", classes)


def response_norm(x):
    """Over five channels, alpha 1e-4 for their mean, beta 0.75, k 1."""
    square = np.pad(x**2, ((0, 0), (2, 2), (0, 0), (0, 0)))
    total = sum(square[:, i : i + x.shape[1]] for i in range(5))
    return x / (1 + 1e-4 / 5 * total) ** 0.75


def alexnet(x, w, channels=(6, 8, 12), hidden=10, classes=5):
    c1, c2, c3 = channels
    x = max_pool(response_norm(relu(_biased(x, w, "features.0", c1, 11, stride=4))), 3, 2)
    x = relu(_biased(x, w, "features.3", c2, 5, pad=2, groups=2))
    x = max_pool(response_norm(x), 3, 2)
    x = relu(_biased(x, w, "features.6", c3, 3, pad=1))
    x = relu(_biased(x, w, "features.8", c3, 3, pad=1, groups=2))
    x = max_pool(relu(_biased(x, w, "features.10", c2, 3, pad=1, groups=2)), 3, 2)
    x = relu(linear(x.reshape(len(x), -1), w, "classifier.1", hidden))
    x = relu(linear(x, w, "classifier.4", hidden))
    return linear(x, w, "classifier.6", classes)


def generator(x, w, blocks, base=4, second=5):
    """ResnetGenerator; `second` is the place of a block's second convolution, 6 with dropout."""
    x = relu(instance_norm(_biased(reflect(x, 3), w, "model.1", base, 7)))
    x = relu(instance_norm(_biased(x, w, "model.4", 2 * base, 3, stride=2, pad=1)))
    x = relu(instance_norm(_biased(x, w, "model.7", 4 * base, 3, stride=2, pad=1)))
    for b in range(blocks):
        name = f"model.{10 + b}.conv_block"
        y = relu(instance_norm(_biased(reflect(x, 1), w, f"{name}.1", 4 * base, 3)))
        x = x + instance_norm(_biased(reflect(y, 1), w, f"{name}.{second}", 4 * base, 3))
    for index, c in ((10 + blocks, 2 * base), (13 + blocks, base)):
        weight = w(f"model.{index}.weight", x.shape[1], c, 3, 3)
        x = relu(instance_norm(conv_transpose2d(x, weight, w(f"model.{index}.bias", c))))
    return np.tanh(_biased(reflect(x, 3), w, f"model.{17 + blocks}", 3, 7))


def discriminator(x, w, base=3, layers=3):
    """NLayerDiscriminator; `layers` is its `n_layers`, 1 to 3."""
    x = _biased(x, w, "model.0", base, 4, stride=2, pad=1)
    for n in range(1, layers + 1):
        x = np.where(x > 0, x, 0.2 * x)
        stride = 2 if n < layers else 1
        y = _biased(x, w, f"model.{3 * n - 1}", base * 2**n, 4, stride=stride, pad=1)
        x = instance_norm(y)
    x = np.where(x > 0, x, 0.2 * x)
    return _biased(x, w, f"model.{3 * layers + 2}", 1, 4, pad=1)
