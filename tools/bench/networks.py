"""The networks of the benchmarks in PyTorch, with the parameters that the Java program's have."""

from torch import nn


def generator(width: int, blocks: int) -> nn.Module:
    """CycleGAN's: images [N, 3, S, S] in [-1, 1] to such."""
    return nn.Sequential(
        *_normalized(nn.Conv2d(3, width, 7, padding=3, padding_mode="reflect")),
        *_normalized(nn.Conv2d(width, 2 * width, 3, stride=2, padding=1)),
        *_normalized(nn.Conv2d(2 * width, 4 * width, 3, stride=2, padding=1)),
        *(_block(4 * width) for _ in range(blocks)),
        *_normalized(_enlarging(4 * width, 2 * width)),
        *_normalized(_enlarging(2 * width, width)),
        nn.Conv2d(width, 3, 7, padding=3, padding_mode="reflect"),
        nn.Tanh(),
    )


def discriminator(width: int) -> nn.Module:
    """The 70 x 70 PatchGAN: images to scores, which are logits of being real."""
    layers = [nn.Conv2d(3, width, 4, stride=2, padding=1), nn.LeakyReLU(0.2)]
    for factor, stride in ((1, 2), (2, 2), (4, 1)):
        convolution = nn.Conv2d(factor * width, 2 * factor * width, 4, stride=stride, padding=1)
        layers += [convolution, nn.InstanceNorm2d(2 * factor * width), nn.LeakyReLU(0.2)]
    return nn.Sequential(*layers, nn.Conv2d(8 * width, 1, 4, padding=1))


def resnet50(base: int, classes: int) -> nn.Module:
    """Keras's, as the Java program's: convolutions have a bias, a group's first 1x1 the stride.

    torchvision's has no biases, and the stride in the 3x3.
    """
    layers = [*_batch_normalized(3, base, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, padding=1)]
    inputs = base
    for group, count in enumerate((3, 4, 6, 3)):
        channels = base << group
        for block in range(count):
            stride = 2 if group > 0 and block == 0 else 1
            layers.append(_bottleneck(inputs, channels, stride))
            inputs = 4 * channels
    head = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, classes)]
    return nn.Sequential(*layers, *head)


def parameters(*networks: nn.Module) -> int:
    """How many numbers there are to train."""
    return sum(p.numel() for network in networks for p in network.parameters())


class _Residual(nn.Module):
    def __init__(self, branch: nn.Module, shortcut: nn.Module, last: nn.Module):
        super().__init__()
        self.branch = branch
        self.shortcut = shortcut
        self.last = last

    def forward(self, x):
        return self.last(self.shortcut(x) + self.branch(x))


def _normalized(convolution: nn.Module) -> list:
    return [convolution, nn.InstanceNorm2d(convolution.out_channels), nn.ReLU()]


def _block(channels: int) -> nn.Module:
    first, second = (
        nn.Conv2d(channels, channels, 3, padding=1, padding_mode="reflect") for _ in range(2)
    )
    branch = nn.Sequential(*_normalized(first), second, nn.InstanceNorm2d(channels))
    return _Residual(branch, nn.Identity(), nn.Identity())


def _enlarging(inputs: int, outputs: int) -> nn.Module:
    return nn.ConvTranspose2d(inputs, outputs, 3, stride=2, padding=1, output_padding=1)


def _batch_normalized(inputs: int, outputs: int, kernel: int, stride: int) -> list:
    convolution = nn.Conv2d(inputs, outputs, kernel, stride=stride, padding=kernel // 2)
    return [convolution, nn.BatchNorm2d(outputs, eps=1.001e-5)]


def _bottleneck(inputs: int, channels: int, stride: int) -> nn.Module:
    outputs = 4 * channels
    branch = nn.Sequential(
        *_batch_normalized(inputs, channels, 1, stride),
        nn.ReLU(),
        *_batch_normalized(channels, channels, 3, 1),
        nn.ReLU(),
        *_batch_normalized(channels, outputs, 1, 1),
    )
    alike = stride == 1 and inputs == outputs
    shortcut = [] if alike else _batch_normalized(inputs, outputs, 1, stride)
    return _Residual(branch, nn.Sequential(*shortcut), nn.ReLU())
