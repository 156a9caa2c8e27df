"""ResNet-50 on one batch: a step of training, or its logits."""

from dataclasses import dataclass

import networks
import torch
from setting import Setting
from torch.nn import functional as f

CLASSES = 7


@dataclass(frozen=True)
class Classifier:
    """The sizes of a step; `width` is the first layer's channels."""

    side: int
    width: int
    batch: int
    training: bool

    @property
    def name(self) -> str:
        """That of the Java program, but for the precision."""
        kind = "training" if self.training else "inference"
        narrower = "" if self.width == 64 else f"width {self.width / 64:g}, "
        return f"ResNet-50 {kind}, {self.side} px, {narrower}batch {self.batch}"

    def start(self, setting: Setting) -> "TrainingStep | Inference":
        """Makes the network."""
        return TrainingStep(self, setting) if self.training else Inference(self, setting)


class TrainingStep:
    """Forward, cross-entropy, backward, Adam; moving statistics too."""

    def __init__(self, sizes: Classifier, setting: Setting):
        self._setting = setting
        self._images = setting.noise(sizes.batch, 3, sizes.side, sizes.side)
        self._labels = torch.arange(sizes.batch, device=setting.device) % CLASSES
        self._network = setting.network(networks.resnet50(sizes.width, CLASSES)).train()
        self._optimizer = setting.optimizer(self._network)
        self._loss = setting.compiled(self._loss_of)
        self.parameters = networks.parameters(self._network)

    def __call__(self) -> tuple:
        """Gives the loss, still on the device."""
        loss = self._loss(self._images, self._labels)
        self._optimizer.minimize(loss)
        return (loss.detach(),)

    def _loss_of(self, images, labels):
        with self._setting.autocast():
            return f.cross_entropy(self._network(images), labels)


class Inference:
    """The logits, of weights that were rounded beforehand in reduced precision."""

    def __init__(self, sizes: Classifier, setting: Setting):
        lowered = setting.precision.lowered or torch.float32
        self._images = setting.noise(sizes.batch, 3, sizes.side, sizes.side)
        network = setting.network(networks.resnet50(sizes.width, CLASSES)).eval()
        self.parameters = networks.parameters(network)
        network.to(lowered)
        self._logits = setting.compiled(lambda images: network(images.to(lowered)).float())

    @torch.inference_mode()
    def __call__(self) -> tuple:
        """Gives the logits, still on the device."""
        return (self._logits(self._images),)
