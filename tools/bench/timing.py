"""Finds the fastest way to run a step, and how long it then takes."""

import gc
import math
import statistics
import sys
import time
from dataclasses import dataclass
from functools import partial

import torch
from setting import Precision, Setting

LAYOUTS = {"channels_last": torch.channels_last, "contiguous": torch.contiguous_format}
MODES = {
    "compiled": partial(torch.compile, dynamic=False),
    "compiled, reduce-overhead": partial(torch.compile, dynamic=False, mode="reduce-overhead"),
    "compiled, max-autotune": partial(torch.compile, dynamic=False, mode="max-autotune"),
}
CPU_MODES = ("compiled",)  # the others are about CUDA's graphs and kernels
WARM_UP = 3


@dataclass(frozen=True)
class Timing:
    """Where and how long is measured: `runs` of at least `seconds` each."""

    device: str
    seconds: float
    runs: int
    compilers: bool

    def fastest(self, sizes, precision: Precision) -> dict:
        """Tries layouts, then compilers on the better one; the way with the least median counts."""
        tried = {}
        for layout, memory_format in LAYOUTS.items():
            setting = Setting(self.device, precision, memory_format, lambda function: function)
            tried[layout, "eager"] = self._attempt(sizes, setting, f"{layout}, eager")
        best = min(tried, key=lambda way: _median(tried[way]))[0]
        for mode in self._modes():
            setting = Setting(self.device, precision, LAYOUTS[best], MODES[mode])
            tried[best, mode] = self._attempt(sizes, setting, f"{best}, {mode}")
        way = min(tried, key=lambda way: _median(tried[way]))
        found = dict(tried[way])
        if "median" in found:
            found["how"] = ", ".join(way)
            found["tried"] = {", ".join(each): tried[each].get("median") for each in tried}
        return found

    def _modes(self) -> tuple:
        if not self.compilers:
            return ()
        return tuple(MODES) if self.device == "cuda" else CPU_MODES

    def _attempt(self, sizes, setting: Setting, way: str) -> dict:
        setting.precision.apply()
        try:
            found = self._measure(sizes.start(setting))
        except torch.OutOfMemoryError:
            found = {"failure": "out of memory"}
        except Exception as e:  # a compiler that fails leaves the other ways
            found = {"failure": (str(e).strip() or type(e).__name__).splitlines()[0]}
        torch.compiler.reset()
        gc.collect()
        if self.device == "cuda":
            torch.cuda.empty_cache()
        print(f"{sizes.name}, {setting.precision.name}: {way}: {found}", file=sys.stderr)
        return found

    def _measure(self, step) -> dict:
        self._repeat(step, WARM_UP)
        steps = max(1, math.ceil(self.seconds / self._repeat(step, 1)))
        taken = [self._repeat(step, steps) for _ in range(self.runs)]
        return {
            "median": statistics.median(taken),
            "min": min(taken),
            "max": max(taken),
            "n": self.runs,
            "parameters": step.parameters,
        }

    def _repeat(self, step, steps: int) -> float:
        """Seconds a step."""
        start = time.perf_counter()
        for _ in range(steps):
            # What the last step left in the memory of CUDA's graphs may go.
            torch.compiler.cudagraph_mark_step_begin()
            step()
        if self.device == "cuda":
            torch.cuda.synchronize()
        return (time.perf_counter() - start) / steps


def _median(found: dict) -> float:
    return found.get("median", math.inf)
