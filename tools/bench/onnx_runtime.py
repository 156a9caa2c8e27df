"""Measures a SavedModel of the Java program in ONNX Runtime on the CPU; prints a JSON object.

usage: python3 tools/bench/onnx_runtime.py SAVED_MODEL NAME BATCH

tf2onnx, which needs TensorFlow, converts the function serving_default. What is asked for is what
the Java program asks for, probabilities and attention.
"""

import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import onnxruntime

SECONDS = 1.0
RUNS = 7
WARM_UP = 3
OUTPUTS = ("probabilities", "attention")


def convert(saved_model, file):
    """Writes the ONNX model; tf2onnx wants a process in which TensorFlow is young."""
    command = [sys.executable, "-m", "tf2onnx.convert", "--saved-model", saved_model]
    command += ["--signature_def", "serving_default", "--output", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not file.exists():
        last = (done.stderr.strip() or "no reason given").splitlines()[-1]
        raise RuntimeError(f"tf2onnx cannot convert it: {last}")


def session(file, threads):
    """ONNX Runtime's default, or so many threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def repeat(step, steps):
    """Seconds a step."""
    start = time.perf_counter()
    for _ in range(steps):
        step()
    return (time.perf_counter() - start) / steps


def measure(step, seconds, runs):
    """As the other peers do: runs of at least so many seconds."""
    repeat(step, WARM_UP)
    steps = max(1, math.ceil(seconds / max(repeat(step, 1), 1e-9)))
    taken = [repeat(step, steps) for _ in range(runs)]
    return {
        "median": statistics.median(taken),
        "min": min(taken),
        "max": max(taken),
        "n": runs,
    }


def fastest(file, batch, seconds=SECONDS, runs=RUNS):
    """With as many threads as ONNX Runtime likes, or one for each processor."""
    tried = {}
    for how, threads in (("default threads", 0), ("a thread a processor", os.cpu_count())):
        model = session(file, threads)
        (images,) = model.get_inputs()
        shape = (batch, *images.shape[1:])
        fed = {images.name: np.random.default_rng(1).uniform(-1, 1, shape).astype(np.float32)}
        outputs = [o.name for o in model.get_outputs() if o.name in OUTPUTS]
        tried[how] = measure(lambda m=model, o=outputs, f=fed: m.run(o, f), seconds, runs)
    how = min(tried, key=lambda each: tried[each]["median"])
    medians = {each: found["median"] for each, found in tried.items()}
    return {**tried[how], "how": how, "tried": medians}


def main(saved_model, name, batch):
    """The command line; a model that cannot be converted gives a failure."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.onnx"
        try:
            convert(saved_model, file)
            found = fastest(file, int(batch))
        except RuntimeError as e:
            found = {"failure": str(e)}
        about = {"device": "CPU", "onnxruntime": onnxruntime.__version__}
        print(json.dumps({"name": name, **found, **about}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
