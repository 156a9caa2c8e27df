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
    assert model.variables, "no variable could be trained on"

    # what is encoded here is decoded there: any PNG of that size, batches of any number
    pixels = np.random.default_rng(1).integers(0, 256, (3, *images.shape[1:])).astype(np.uint8)
    encoded = tf.stack([tf.io.encode_png(image) for image in pixels])
    scaled = tf.constant(pixels.astype(np.float32) / 127.5 - 1)
    from_bytes = model.signatures["serving_bytes"](bytes=encoded)
    from_images = model.signatures["serving_default"](images=scaled)
    labels = from_images.pop("labels").numpy().tolist()
    assert labels == [[b"happiness", b"sadness"]] * 3, labels
    assert from_bytes.pop("labels").numpy().tolist() == labels
    assert from_bytes.pop("valid").numpy().all()
    for name, value in from_images.items():
        np.testing.assert_allclose(from_bytes[name], value, atol=1e-5, err_msg=name)

    # a broken file is told apart, none at all is no error
    files = tf.stack([encoded[0], tf.constant(b"broken"), encoded[2]])
    answer = model.signatures["serving_bytes"](bytes=files)
    assert answer.pop("valid").numpy().tolist() == [True, False, True]
    for name, value in from_images.items():
        mended = value.numpy()
        mended[1] = 0
        np.testing.assert_allclose(answer[name], mended, atol=1e-5, err_msg=name)
    assert model.signatures["serving_bytes"](bytes=files[:0])["valid"].shape == (0,)
    assert model.signatures["serving_default"](images=images[:0])["labels"].shape == (0, 2)

    # a record that is damaged, or whose checksum is wrong, raises
    requests = folder / "assets.extra" / "tf_serving_warmup_requests"
    assert len(list(tf.data.TFRecordDataset(str(requests)))) == len(model.signatures)


def compare(found, expected, tolerance):
    for name in ("logits", "probabilities", "attention"):
        value = found[name]
        reference = expected.get_tensor(name)
        difference = np.max(np.abs(value.numpy() - reference)) / np.max(np.abs(reference))
        print(f"{name}: {difference:.1e}")
        assert difference <= tolerance, (name, difference)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
