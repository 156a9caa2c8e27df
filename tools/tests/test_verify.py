"""verify, on a run made here: what is right passes, each fault is told."""

import re
import shutil

import numpy as np
import pytest
import tensorflow as tf

from cycleat_tools import checkpoints, served
from cycleat_tools.cli import main
from cycleat_tools.networks import build_look
from cycleat_tools.run_folder import members
from tests.shaken import shake

CONFIG = """\
imageSize: 32
labels: AN,NE,SU
source: {model: resnet50, width: 0.03125}
gan:
  generatorWidth: 4
  generatorBlocks: 6
  discriminatorWidth: 2
  discriminatorLayers: 2
  upsampling: resize
selection: {imageSize: 67, width: 0.02, weights: ""}
target: {model: vgg16, width: 0.03125}
"""
FOLDERS = ["source/f_S", "target/f_T", "translation/g_SW", "translation/d_W", "selection/x/alexnet"]


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    run = tmp_path_factory.mktemp("run")
    (run / "config.yaml").write_text(CONFIG)
    for folder in FOLDERS:
        (run / folder).mkdir(parents=True)
        (run / folder / "checkpoint").write_text('model_checkpoint_path: "step-00000005"\n')
    for member in members(run):
        model = build_look(member.look)
        shake(model)
        checkpoints.save_from(model, run / member.folder / "step-00000005")
    return run


@pytest.fixture(scope="session")
def exported(made, tmp_path_factory):
    model = build_look(next(m.look for m in members(made) if m.role == "f_T"))
    checkpoints.load_into(model, made / "target" / "f_T")
    folder = tmp_path_factory.mktemp("model")
    export(model, folder / "9", wrong=0.001)
    export(model, folder / "10")
    return folder


@pytest.fixture
def run(made, tmp_path):
    return shutil.copytree(made, tmp_path / "run")


def export(model, folder, wrong=0.0):
    """A SavedModel with the signatures of the Java program's; `wrong` goes onto its attention."""
    size = model.input_shape[1]

    def give(images):
        outputs = served.outputs(model, images)
        return {**outputs, "attention": outputs["attention"] + wrong}

    def give_of_bytes(**named):
        pixels = [tf.io.decode_png(named["bytes"][i], 3) for i in range(3)]
        images = tf.ensure_shape(tf.stack(pixels), [3, size, size, 3])
        return give(tf.cast(images, tf.float32) / 127.5 - 1)

    module = tf.Module()
    module.model = model
    images = tf.TensorSpec([3, size, size, 3], tf.float32)
    from_images = tf.function(give, autograph=False).get_concrete_function(images=images)
    from_bytes = tf.function(give_of_bytes, autograph=False)
    from_bytes = from_bytes.get_concrete_function(bytes=tf.TensorSpec([3], tf.string))
    signatures = {"serving_default": from_images, "serving_bytes": from_bytes}
    tf.saved_model.save(module, str(folder), signatures=signatures)


def lines(capsys):
    return {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}


def test_all_networks_of_a_run_pass(run, capsys):
    assert main(["verify", str(run)]) == 0
    found = lines(capsys)
    assert set(found) == {"network", "5", *FOLDERS}
    assert all(found[folder].endswith("ok") for folder in FOLDERS)
    assert found["source/f_S"].split()[1] == "resnet50"
    assert found["5"] == "5 of 5 networks ok"


def test_an_exported_model_gives_the_same_outputs(made, exported, capsys):
    assert main(["verify", str(made), "--saved-model", str(exported)]) == 0
    found = lines(capsys)
    assert 0 <= float(found["target/f_T"].split()[5]) < 1e-5
    assert found["source/f_S"].split()[5] == "-"


def test_every_output_of_the_exported_model_counts(made, exported, capsys):
    assert main(["verify", str(made), "--saved-model", str(exported / "9")]) == 1
    assert "differ by more than 1e-04" in lines(capsys)["target/f_T"]
    arguments = ["verify", str(made), "--saved-model", str(exported), "--network", "f_S"]
    assert main(arguments) == 1
    found = lines(capsys)
    assert "FAILED" in found["source/f_S"]
    assert found["target/f_T"].endswith("ok")


def test_the_object_graph_is_restored_where_there_is_one(run, capsys):
    for role in ("f_T", "f_S"):
        member = next(m for m in members(run) if m.role == role)
        model = build_look(member.look)
        shake(model)
        prefix = run / member.folder / "step-00000005"
        checkpoints.save_object_based(model, prefix.with_name("objects"))
        add_names(prefix, model, prefix.with_name("objects"), differ=role == "f_S")
    assert main(["verify", str(run)]) == 1
    found = lines(capsys)
    assert found["target/f_T"].split()[3:5] == ["ok", "ok"]
    assert found["source/f_S"].endswith("is another through the object graph")


def add_names(prefix, model, objects, differ):
    """One checkpoint with both names and objects, as the Java program writes it."""
    reader = tf.train.load_checkpoint(str(objects))
    tensors = {name: reader.get_tensor(name) for name in reader.get_variable_to_shape_map()}
    tensors.update({v.path: v.numpy() for v in model.variables})
    if differ:
        tensors["predictions/bias"] += 1
    tf.raw_ops.SaveV2(
        prefix=str(prefix),
        tensor_names=list(tensors),
        shape_and_slices=[""] * len(tensors),
        tensors=[tf.convert_to_tensor(t) for t in tensors.values()],
    )


def test_tells_values_that_no_training_leaves(run, capsys):
    looks = {m.role: m for m in members(run)}
    for role, name, value in (
        ("f_S", "conv1_bn/moving_variance", -0.5),
        ("f_T", "fc1/bias", np.nan),
    ):
        model = build_look(looks[role].look)
        shake(model)
        variable = next(v for v in model.variables if v.path == name)
        variable.assign(np.full(variable.shape, value))
        checkpoints.save_from(model, run / looks[role].folder / "step-00000005")
    assert main(["verify", str(run)]) == 1
    found = lines(capsys)
    assert found["source/f_S"].endswith("FAILED: negative variances in conv1_bn/moving_variance")
    assert found["target/f_T"].endswith("FAILED: values that are not finite in fc1/bias")
    assert found["translation/g_SW"].endswith("ok")


def test_tells_a_network_of_another_configuration(run, capsys):
    config = CONFIG.replace("discriminatorWidth: 2", "discriminatorWidth: 3")
    (run / "config.yaml").write_text(config)
    assert main(["verify", str(run)]) == 1
    assert "FAILED: " in lines(capsys)["translation/d_W"]


def test_the_users_alexnet_is_verified_too(run, capsys, tmp_path):
    theirs = shutil.move(run / "selection", tmp_path / "theirs") / "x" / "alexnet"
    (run / "config.yaml").write_text(CONFIG.replace('weights: ""', f"weights: {theirs}"))
    assert main(["verify", str(run)]) == 0
    assert lines(capsys)[str(theirs)].endswith("ok")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("config.yaml", None, "no run at .*expected its config.yaml"),
        ("config.yaml", "imageSize: [", "cannot read .*config.yaml: "),
        ("config.yaml", "imageSize: 32", "config.yaml is not a run's: KeyError at 'labels'"),
        ("config.yaml", "7", "config.yaml is not a run's"),
    ],
)
def test_refuses_a_folder_that_is_no_run(name, text, message, tmp_path, capsys):
    if text is not None:
        (tmp_path / name).write_text(text)
    assert main(["verify", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert re.search(message, error)


def test_refuses_a_run_without_networks_and_a_model_that_is_none(made, tmp_path, capsys):
    (tmp_path / "config.yaml").write_text(CONFIG)
    assert main(["verify", str(tmp_path)]) == 2
    assert "no checkpoint of a network" in capsys.readouterr().err
    assert main(["verify", str(made), "--saved-model", str(tmp_path)]) == 2
    assert "no SavedModel at" in capsys.readouterr().err
    (tmp_path / "saved_model.pb").write_bytes(b"\x0a\xff")
    assert main(["verify", str(made), "--saved-model", str(tmp_path)]) == 2
    assert "cannot load" in capsys.readouterr().err


def test_a_model_that_answers_nan_fails(made, tmp_path, capsys):
    model = build_look(next(m.look for m in members(made) if m.role == "f_T"))
    checkpoints.load_into(model, made / "target" / "f_T")
    export(model, tmp_path / "1", wrong=np.nan)
    assert main(["verify", str(made), "--saved-model", str(tmp_path / "1")]) == 1
    assert "FAILED" in lines(capsys)["target/f_T"]


def test_an_exported_model_that_nothing_is_compared_with_is_told(run, exported, capsys):
    shutil.rmtree(run / "target")
    assert main(["verify", str(run), "--saved-model", str(exported)]) == 2
    assert "no f_T in" in capsys.readouterr().err
