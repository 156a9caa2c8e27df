"""A step of translation, stage I: the generators' and the discriminators'."""

from dataclasses import dataclass

import networks
import torch
from setting import Setting
from torch.nn import functional as f

CYCLE_WEIGHT = 10.0
POOL = 50


@dataclass(frozen=True)
class Translation:
    """The sizes of a step."""

    side: int
    width: int
    blocks: int
    batch: int

    @property
    def name(self) -> str:
        """That of the Java program, but for the precision."""
        return (
            f"translation step, {self.side} px, width {self.width}, {self.blocks} blocks, "
            f"batch {self.batch}"
        )

    def start(self, setting: Setting) -> "TranslationStep":
        """Makes the networks."""
        return TranslationStep(self, setting)


class ImagePool:
    """A history of generated images; full, as it is but for the first steps of a training."""

    def __init__(self, images: torch.Tensor):
        self._images = images

    def mix(self, fakes: torch.Tensor) -> torch.Tensor:
        """Exchanges half of the images for older ones, all on the device."""
        n = len(fakes)
        places = torch.randperm(len(self._images), device=fakes.device)[:n]
        older = self._images[places]
        heads = torch.rand(n, 1, 1, 1, device=fakes.device) < 0.5
        self._images.index_copy_(0, places, torch.where(heads, fakes, older))
        return torch.where(heads, older, fakes)


class TranslationStep:
    """Generators first, then the discriminators on fakes of the pools, as CycleGAN does."""

    def __init__(self, sizes: Translation, setting: Setting):
        self._setting = setting
        shape = (3, sizes.side, sizes.side)
        self._x_s, self._x_w = (setting.noise(sizes.batch, *shape) for _ in range(2))
        self._g_sw, self._g_ws = (
            setting.network(networks.generator(sizes.width, sizes.blocks)) for _ in range(2)
        )
        self._d_w, self._d_s = (
            setting.network(networks.discriminator(sizes.width)) for _ in range(2)
        )
        self._pool_w, self._pool_s = (ImagePool(setting.noise(POOL, *shape)) for _ in range(2))
        self._generators = setting.optimizer(self._g_sw, self._g_ws)
        self._discriminators = setting.optimizer(self._d_w, self._d_s)
        self._generator_loss = setting.compiled(self._generator_loss_of)
        self._discriminator_loss = setting.compiled(self._discriminator_loss_of)
        self.parameters = networks.parameters(self._g_sw, self._g_ws, self._d_w, self._d_s)

    def __call__(self) -> tuple:
        """Gives both losses, still on the device."""
        self._judges(learn=False)
        loss, fake_w, fake_s = self._generator_loss(self._x_s, self._x_w)
        self._generators.minimize(loss)
        self._judges(learn=True)
        mixed_w = self._pool_w.mix(fake_w.detach().float())
        mixed_s = self._pool_s.mix(fake_s.detach().float())
        judged = self._discriminator_loss(self._x_s, self._x_w, mixed_w, mixed_s)
        self._discriminators.minimize(judged)
        return loss.detach(), judged.detach()

    def _judges(self, *, learn: bool) -> None:
        for network in (self._d_w, self._d_s):
            network.requires_grad_(learn)

    def _generator_loss_of(self, x_s, x_w):
        with self._setting.autocast():
            fake_w, fake_s = self._g_sw(x_s), self._g_ws(x_w)
            adversarial = _as_real(self._d_w(fake_w)) + _as_real(self._d_s(fake_s))
            cycle = f.l1_loss(self._g_ws(fake_w), x_s) + f.l1_loss(self._g_sw(fake_s), x_w)
            return adversarial + CYCLE_WEIGHT * cycle, fake_w, fake_s

    def _discriminator_loss_of(self, x_s, x_w, fake_w, fake_s):
        with self._setting.autocast():
            judged_w = _as_real(self._d_w(x_w)) + f.softplus(self._d_w(fake_w)).mean()
            judged_s = _as_real(self._d_s(x_s)) + f.softplus(self._d_s(fake_s)).mean()
            return judged_w + judged_s


def _as_real(scores):
    """- log D, with D = sigmoid(score)."""
    return f.softplus(-scores).mean()
