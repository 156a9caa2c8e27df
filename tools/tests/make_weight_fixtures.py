"""Makes the files of weights that the Java tests of org.cycleat.weights read.

    python tools/tests/make_weight_fixtures.py src/test/resources/org/cycleat/weights/weights.zip

needs tensorflow-cpu 2.18.0, keras 3.15.1, numpy, h5py and safetensors 0.8.0. They are in one zip
because HDF5 files are mostly empty. The arrays count up from 1, so the tests know every value.
"""

import io
import os
import pickle
import sys
import tempfile
import zipfile
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import ml_dtypes
import numpy as np
from safetensors.numpy import save_file


def counting(shape, dtype="<f4", start=1):
    """start, start + 1, ... in row-major order."""
    return np.arange(start, start + np.prod(shape, dtype=int)).astype(dtype).reshape(shape)


def numpy_files(folder):
    np.save(folder / "plain.npy", counting((2, 3)))
    np.save(folder / "fortran.npy", np.asfortranarray(counting((2, 3, 4), ">f8")))
    for version in (2, 3):
        with open(folder / f"version{version}.npy", "wb") as f:
            np.lib.format.write_array(f, counting((3,)), version=(version, 0))
    np.save(folder / "object.npy", np.array({"conv1": 1}, dtype=object), allow_pickle=True)
    np.save(folder / "structure.npy", np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")]))
    (folder / "weights.pkl").write_bytes(pickle.dumps({"conv1": [1]}, protocol=2))
    with zipfile.ZipFile(folder / "torch.pth", "w") as z:
        z.writestr("torch/data.pkl", pickle.dumps({}, protocol=2))
    types = "<f2 <f4 >f4 <f8 i1 u1 <i2 <u2 >i4 <u4 <i8 <u8 <c8 <U2".split()
    arrays = {t.strip("<").replace(">", "big_"): counting((2,), t) for t in types}
    arrays["bool"] = np.array([False, True])
    arrays["scalar"] = np.float32(7)
    arrays["empty"] = np.zeros((0, 3), np.float32)
    arrays["conv1_conv/kernel"] = counting((2, 1, 3))
    np.savez(folder / "types.npz", **arrays)
    np.savez_compressed(folder / "deflated.npz", w=counting((4, 5)), b=counting((5,)))


def safetensors_file(folder):
    arrays = {t: counting((2, 3), t) for t in "f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8".split()}
    arrays["bool"] = np.array([False, True])
    arrays["bf16"] = counting((2, 3), ml_dtypes.bfloat16)
    save_file(arrays, folder / "types.safetensors", metadata={"format": "np"})


def main(target):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        numpy_files(folder)
        safetensors_file(folder)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
            for file in sorted(folder.iterdir()):
                z.writestr(zipfile.ZipInfo(file.name), file.read_bytes(), zipfile.ZIP_DEFLATED)
        Path(target).write_bytes(packed.getvalue())


if __name__ == "__main__":
    main(sys.argv[1])
