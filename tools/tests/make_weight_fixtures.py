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

import h5py
import keras
import ml_dtypes
import numpy as np
import tensorflow as tf
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
    types = [
        "<f2",
        "<f4",
        ">f4",
        "<f8",
        "i1",
        "u1",
        "<i2",
        "<u2",
        ">i4",
        "<u4",
        "<i8",
        "<u8",
        "<c8",
        "<U2",
    ]
    arrays = {t.strip("<").replace(">", "big_"): counting((2,), t) for t in types}
    arrays["bool"] = np.array([False, True])
    arrays["scalar"] = np.float32(7)
    arrays["empty"] = np.zeros((0, 3), np.float32)
    arrays["conv1_conv/kernel"] = counting((2, 1, 3))
    np.savez(folder / "types.npz", **arrays)
    np.savez_compressed(folder / "deflated.npz", w=counting((4, 5)), b=counting((5,)))


def safetensors_file(folder):
    arrays = {
        t: counting((2, 3), t)
        for t in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]
    }
    arrays["bool"] = np.array([False, True])
    arrays["bf16"] = counting((2, 3), ml_dtypes.bfloat16)
    save_file(arrays, folder / "types.safetensors", metadata={"format": "np"})


def keras_model():
    """Two models, one in the other, whose variables count on from one to the next."""
    layers = keras.layers
    inner_input = keras.Input((4, 4, 3), name="inner_input")
    inner = keras.Model(
        inner_input,
        layers.Conv2D(2, 1, use_bias=False, name="inner_conv")(inner_input),
        name="inner",
    )
    x = image = keras.Input((4, 4, 2), name="image")
    x = layers.Conv2D(3, (2, 1), padding="same", name="conv1_conv")(x)
    x = layers.BatchNormalization(name="conv1_bn")(x)
    x = layers.BatchNormalization(scale=False, name="shift_bn")(x)
    x = x + 1.0  # an operation that is no layer
    x = inner(x)
    x = layers.SeparableConv2D(2, 1, name="separable")(x)
    x = layers.LayerNormalization(center=False, name="norm")(x)
    x = layers.Conv2D(1, 2, name="last_conv")(x)
    x = layers.Dropout(0.5, seed=1, name="dropout")(x)
    x = layers.Dense(2, name="predictions")(layers.Flatten(name="flatten")(x))
    model = keras.Model(image, x, name="model")
    model.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.9), loss="mse")
    model.optimizer.build(model.trainable_variables)
    start = 1
    for variable in model.variables:
        if "seed" not in variable.path:
            variable.assign(counting(variable.shape, start=start))
            start += int(np.prod(variable.shape))
    return model


def without_names(source, target):
    """As earlier versions of Keras 3 wrote: the layers' own names are not there."""
    with h5py.File(source) as old, h5py.File(target, "w") as new:
        for name in old:
            old.copy(name, new)
        new.visititems(lambda _, item: item.attrs.pop("name", None) and None)


def keras_3_files(folder):
    model = keras_model()
    model.save_weights(folder / "keras3.weights.h5")
    model.save(folder / "keras3.h5")
    model.save(folder / "keras3.keras")
    without_names(folder / "keras3.weights.h5", folder / "unnamed.weights.h5")
    with zipfile.ZipFile(folder / "unnamed.keras", "w") as new:
        new.write(folder / "unnamed.weights.h5", "model.weights.h5")
        with zipfile.ZipFile(folder / "keras3.keras") as old:
            new.writestr("config.json", old.read("config.json"))


def listed(group, layer, weights, first=1):
    """A layer's group as the older formats have it."""
    group = group.create_group(layer)
    group.attrs["weight_names"] = np.array([name.encode() for name in weights])
    for i, name in enumerate(weights):
        group[name] = counting((2, i + 1), start=first + i)


def older_keras_files(folder):
    with h5py.File(folder / "keras2.h5", "w") as f:
        # Keras splits lists of more than 64 KB like this.
        f.attrs["layer_names0"] = np.array([b"conv1_conv", b"conv1_bn"])
        f.attrs["layer_names1"] = np.array([b"add", b"twin_a", b"twin_b"])
        listed(f, "conv1_conv", ["conv1_conv/kernel:0", "conv1_conv/bias:0"])
        listed(f, "conv1_bn", ["conv1_bn/gamma:0", "conv1_bn/moving_variance:0"])
        f.create_group("add").attrs["weight_names"] = np.array([])
        for first, twin in enumerate(("twin_a", "twin_b")):
            listed(f, twin, ["dense/kernel:0"], first=1 + first)
    with h5py.File(folder / "keras1.h5", "w") as f:
        f.attrs["layer_names"] = np.array([b"block1_conv1", b"bn"])
        listed(f, "block1_conv1", ["block1_conv1_W_1:0", "block1_conv1_b_1:0"])
        listed(f, "bn", ["bn_gamma", "bn_running_mean", "bn_running_std"])
        f["extra"] = counting((3,))


def hdf5_file(folder):
    with h5py.File(folder / "other.h5", "w", userblock_size=1024) as f:
        f["big"] = counting((2, 3), ">f4")
        for t in ["f2", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
            f[f"types/{t}"] = counting((2,), t)
        f["scalar"] = np.float32(7)
        f["none"] = np.zeros((0, 3), np.float32)
        f["null"] = h5py.Empty("f4")
        f["text"] = "text"
        f["enum"] = np.array([False, True])
        f.create_dataset("gzip", data=counting((7, 5)), chunks=(3, 2), compression=9, shuffle=True)
        f.create_dataset("lzf", data=counting((7, 5)), chunks=(3, 2), compression="lzf")
        f.create_dataset("checked", data=counting((4, 2)), chunks=(2, 2), fletcher32=True)
        f["soft"] = h5py.SoftLink("/big")
        f["external"] = h5py.ExternalLink("/etc/hostname", "/")
        f["types/again"] = f["/"]  # a group within itself
    with h5py.File(folder / "latest.h5", "w", libver="latest") as f:  # HDF5 2.0
        f.create_dataset("gzip", data=counting((7, 5)), chunks=(3, 2), compression=9)
    with h5py.File(folder / "version110.h5", "w", libver="v110") as f:
        f["a/w"] = counting((2, 3))
        f.create_dataset("a/gzip", data=counting((7, 5)), chunks=(3, 2), compression=9)


def first_checkpoint(folder):
    v1 = tf.compat.v1
    types = ["float16", "float32", "float64", "int8", "uint8", "int16", "int32", "int64"]
    arrays = {f"types/{t}": counting((2, 3), t) for t in types}
    arrays["conv1/kernel"] = counting((2, 1, 3, 4))
    arrays["conv1"] = counting((3,))
    arrays["scalar"] = np.float32(7)
    arrays["flag"] = np.array([False, True])
    arrays["empty"] = np.zeros((0, 3), np.float32)
    with v1.Graph().as_default(), v1.Session() as session:
        for name, value in arrays.items():
            v1.get_variable(name, initializer=value, use_resource=False)
        parts, zeros = v1.fixed_size_partitioner(2), v1.zeros_initializer()
        v1.get_variable("parts", (4, 2), partitioner=parts, initializer=zeros, use_resource=False)
        session.run(v1.global_variables_initializer())
        saver = v1.train.Saver(write_version=v1.train.SaverDef.V1)
        saver.save(
            session, str(folder / "first.ckpt"), None, write_meta_graph=False, write_state=False
        )


def main(target):
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        numpy_files(folder)
        safetensors_file(folder)
        keras_3_files(folder)
        older_keras_files(folder)
        hdf5_file(folder)
        first_checkpoint(folder)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
            for file in sorted(folder.iterdir()):
                z.writestr(zipfile.ZipInfo(file.name), file.read_bytes(), zipfile.ZIP_DEFLATED)
        Path(target).write_bytes(packed.getvalue())


if __name__ == "__main__":
    main(sys.argv[1])
