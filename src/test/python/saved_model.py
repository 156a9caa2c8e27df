"""A SavedModel of Java's gives in Python what it gives in Java.

usage: saved_model.py MODEL TENSORS TOLERANCE

TENSORS is the prefix of `images` and what the signature serving_default answers in Java.
"""

import sys
from pathlib import Path

import numpy as np
import tensorflow as tf


def main(folder, prefix, tolerance):
    expected = tf.train.load_checkpoint(prefix)
    model = tf.saved_model.load(str(folder))
    assert set(model.signatures) == {"serving_default", "serving_bytes"}
    images = tf.constant(expected.get_tensor("images"))
    compare(model.signatures["serving_default"](images=images), expected, tolerance)

    # what is encoded here is decoded there: any PNG of that size, batches of any number
    pixels = np.random.default_rng(1).integers(0, 256, (3, *images.shape[1:])).astype(np.uint8)
    encoded = tf.stack([tf.io.encode_png(image) for image in pixels])
    scaled = tf.constant(pixels.astype(np.float32) / 127.5 - 1)
    from_bytes = model.signatures["serving_bytes"](bytes=encoded)
    from_images = model.signatures["serving_default"](images=scaled)
    for name, value in from_images.items():
        np.testing.assert_allclose(from_bytes[name], value, atol=1e-5, err_msg=name)

    # a record that is damaged, or whose checksum is wrong, raises
    requests = folder / "assets.extra" / "tf_serving_warmup_requests"
    assert len(list(tf.data.TFRecordDataset(str(requests)))) == len(model.signatures)


def compare(found, expected, tolerance):
    for name, value in found.items():
        reference = expected.get_tensor(name)
        difference = np.max(np.abs(value.numpy() - reference)) / np.max(np.abs(reference))
        print(f"{name}: {difference:.1e}")
        assert difference <= tolerance, (name, difference)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
