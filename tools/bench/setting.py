"""In what a step computes, and how it is run."""

from dataclasses import dataclass
from typing import Callable, Optional

import torch


@dataclass(frozen=True)
class Precision:
    """What `precision` of the Java program's configuration means here."""

    name: str
    lowered: Optional[torch.dtype] = None
    tensor_float_32: bool = True

    def apply(self) -> None:
        """Switches TensorFloat-32 for what runs from now on."""
        torch.set_float32_matmul_precision("high" if self.tensor_float_32 else "highest")
        torch.backends.cudnn.allow_tf32 = self.tensor_float_32


PRECISIONS = {
    p.name: p
    for p in (
        Precision("float32", tensor_float_32=False),
        Precision("tf32"),
        Precision("float16", torch.float16),
        Precision("bfloat16", torch.bfloat16),
    )
}


@dataclass(frozen=True)
class Setting:
    """What a step is made for.

    `compiled` is what makes one function of another: torch.compile, or nothing.
    """

    device: str
    precision: Precision
    layout: torch.memory_format
    compiled: Callable

    def network(self, network: torch.nn.Module) -> torch.nn.Module:
        """The same on the device, in the layout."""
        return network.to(self.device, memory_format=self.layout)

    def noise(self, *shape: int) -> torch.Tensor:
        """Values in [-1, 1) on the device, [N, C, H, W]."""
        values = torch.rand(*shape, device=self.device) * 2 - 1
        return values.contiguous(memory_format=self.layout)

    def autocast(self) -> torch.autocast:
        """Mixed precision, where it is asked for."""
        lowered = self.precision.lowered
        return torch.autocast(self.device, dtype=lowered, enabled=lowered is not None)

    def optimizer(self, *networks: torch.nn.Module) -> "Optimizer":
        """The Adam of some networks."""
        return Optimizer(self, [p for network in networks for p in network.parameters()])


class Optimizer:
    """Adam with the constants of the preset `paper`, and scaled losses for float16."""

    def __init__(self, setting: Setting, moved: list):
        self._adam = torch.optim.Adam(moved, lr=2e-4, betas=(0.5, 0.999), eps=1e-8, fused=True)
        scales = setting.precision.lowered is torch.float16
        self._scaler = torch.amp.GradScaler(setting.device, enabled=scales)

    def minimize(self, loss: torch.Tensor) -> None:
        """One step down the loss; nothing waits for the device."""
        self._adam.zero_grad(set_to_none=True)
        self._scaler.scale(loss).backward()
        self._scaler.step(self._adam)
        self._scaler.update()
