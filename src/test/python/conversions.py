"""A SavedModel of Java's, converted to TFLite and to ONNX, gives what it gives in Java.

usage: conversions.py MODEL TENSORS TOLERANCE

TENSORS is the prefix of `images` and what the signature serving_default answers in Java. On Python
3.9, for which there is no tf2onnx, ONNX is left out.
"""

import sys
import tempfile
from pathlib import Path
from unittest import mock

import numpy as np
import tensorflow as tf


def main(folder, prefix, tolerance):
    expected = tf.train.load_checkpoint(prefix)
    images = expected.get_tensor("images")
    answers = {"TFLite": tflite(folder, images)}
    if sys.version_info >= (3, 10):
        answers["ONNX"] = onnx(folder, images)
    for name, answer in answers.items():
        assert set(answer) == {"logits", "probabilities", "attention", "labels"}, set(answer)
        labels = np.char.decode(answer.pop("labels").astype("S"))
        assert labels.tolist() == [["happiness", "sadness"]] * len(images), labels
        for output, found in answer.items():
            reference = expected.get_tensor(output)
            difference = np.max(np.abs(found - reference)) / np.max(np.abs(reference))
            print(f"{name}, {output}: {difference:.1e}")
            assert difference <= tolerance, (name, output, difference)


def tflite(folder, images):
    converter = tf.lite.TFLiteConverter.from_saved_model(
        str(folder), signature_keys=["serving_default"]
    )
    interpreter = tf.lite.Interpreter(model_content=converter.convert())
    return interpreter.get_signature_runner("serving_default")(images=images)


def onnx(folder, images):
    import onnxruntime  # noqa: PLC0415
    import tf2onnx.convert  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as scratch:
        file = str(Path(scratch, "model.onnx"))
        command = ["tf2onnx", "--saved-model", str(folder), "--output", file]
        with mock.patch.object(sys, "argv", [*command, "--signature_def", "serving_default"]):
            tf2onnx.convert.main()
        session = onnxruntime.InferenceSession(file)
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, {"images": images})))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
