"""Checkpoints: what is written comes back, through names and through the object graph."""

import shutil

import keras
import numpy as np
import pytest
import tensorflow as tf

from cycleat_tools import checkpoints, networks
from cycleat_tools.errors import ToolError
from tests.shaken import shake


def small(name="resnet18"):
    return networks.build(name, 32 if name != "alexnet" else 67, width=0.03125)


def trained_adam(model):
    adam = keras.optimizers.Adam(1e-3)
    adam.build(model.trainable_variables)
    random = np.random.default_rng(7)
    adam.apply_gradients(
        [(random.normal(size=v.shape).astype("float32"), v) for v in model.trainable_variables]
    )
    return adam


def assert_equal(left, right):
    assert len(left) == len(right) > 0
    for a, b in zip(left, right):
        np.testing.assert_array_equal(np.asarray(a.value), np.asarray(b.value), err_msg=a.path)


@pytest.mark.parametrize(
    ("name", "dropout"), [("resnet18", None), ("alexnet", None), ("alexnet", 0.5)]
)
def test_names_come_back(name, dropout, tmp_path):
    written = small(name)
    read = networks.build(name, 67, width=0.03125, dropout=dropout)
    shake(written)
    checkpoints.save_from(written, tmp_path / "new" / "step-00000003")
    checkpoints.load_into(read, tmp_path / "new" / "step-00000003")
    assert_equal(
        checkpoints._named(written, None).values(), checkpoints._named(read, None).values()
    )


def test_the_tensors_have_the_names_of_java(tmp_path):
    checkpoints.save_from(small(), tmp_path / "a")
    shapes = tf.train.load_checkpoint(str(tmp_path / "a")).get_variable_to_shape_map()
    assert shapes["conv2_block1_1_conv/kernel"] == [3, 3, 2, 2]
    assert shapes["conv3_block1_0_bn/moving_variance"] == [4]
    assert shapes["predictions/bias"] == [7]
    assert len(shapes) == 20 + 20 * 4 + 2


def test_a_folder_means_the_checkpoint_in_force(tmp_path):
    model = small()
    shake(model, seed=1)
    checkpoints.save_from(model, tmp_path / "step-00000001")
    shake(model, seed=2)
    checkpoints.save_from(model, tmp_path / "step-00000002")
    (tmp_path / "checkpoint").write_text('model_checkpoint_path: "step-00000002"\n')
    read = small()
    checkpoints.load_into(read, tmp_path)
    assert_equal(read.variables, model.variables)


def test_the_moments_of_adam_come_back(tmp_path):
    model, other = small(), small()
    adam = trained_adam(model)
    checkpoints.save_from(model, tmp_path / "a", adam)
    empty = keras.optimizers.Adam(1e-3)
    empty.build(other.trainable_variables)
    checkpoints.load_into(other, tmp_path / "a", empty)
    assert int(empty.iterations.numpy()) == 1
    assert_equal(
        checkpoints.moments(empty, other).values(), checkpoints.moments(adam, model).values()
    )
    assert np.abs(checkpoints.moments(empty, other)["conv1_conv/kernel/Adam/v"].numpy()).max() > 0
    without = small()
    checkpoints.load_into(without, tmp_path / "a")
    assert_equal(without.variables, model.variables)


def test_objects_come_back_with_their_optimiser(tmp_path):
    model, other = small(), small()
    shake(model)
    adam = trained_adam(model)
    checkpoints.save_object_based(model, tmp_path / "a", adam)
    assert checkpoints.has_object_graph(tmp_path / "a")
    empty = keras.optimizers.Adam(1e-3)
    empty.build(other.trainable_variables)
    checkpoints.restore_object_based(other, tmp_path / "a", empty)
    assert_equal(other.variables, model.variables)
    assert_equal(empty.variables, adam.variables)
    alone = small()
    checkpoints.restore_object_based(alone, tmp_path / "a")
    assert_equal(alone.variables, model.variables)
    tf.train.Checkpoint(model=other, optimizer=empty).restore(str(tmp_path / "a")).assert_consumed()
    with pytest.raises(ToolError, match="does not fit"):
        checkpoints.restore_object_based(small("alexnet"), tmp_path / "a")


def test_says_what_does_not_fit_and_changes_nothing(tmp_path):
    model = networks.build("resnet18", 32, classes=5, width=0.03125)
    checkpoints.save_from(model, tmp_path / "a")
    read = small()
    before = read.get_weights()
    with pytest.raises(ToolError, match=r"2 of another shape: .*bias \[5\], expected \[7\]$"):
        checkpoints.load_into(read, tmp_path / "a")
    with pytest.raises(
        ToolError, match=r"80 missing: conv2_block3_1_conv/kernel, .*, and 76 more; "
    ):
        checkpoints.load_into(networks.build("resnet34", 32, width=0.03125), tmp_path / "a")
    with pytest.raises(ToolError, match=r"10 missing: conv1/kernel, .*; 102 unexpected: "):
        checkpoints.load_into(networks.build("discriminator", 32, width=2), tmp_path / "a")
    for a, b in zip(before, read.get_weights()):
        np.testing.assert_array_equal(a, b)


def test_names_the_file_that_is_missing_or_cut_off(tmp_path):
    with pytest.raises(ToolError, match=r"no checkpoint at .*nothing"):
        checkpoints.load_into(small(), tmp_path / "nothing")
    with pytest.raises(ToolError, match="no checkpoint in"):
        checkpoints.load_into(small(), tmp_path)
    checkpoints.save_from(small(), tmp_path / "a")
    data = tmp_path / "a.data-00000-of-00001"
    data.write_bytes(data.read_bytes()[:100])
    with pytest.raises(ToolError, match=r"cannot read .* of .*a:"):
        checkpoints.load_into(small(), tmp_path / "a")
    shutil.copy(data, tmp_path / "b.index")
    with pytest.raises(ToolError, match="cannot read the checkpoint"):
        checkpoints.load_into(small(), tmp_path / "b")
