"""Checkpoints of the Java program, read into Keras models, and written for it.

A checkpoint is TensorFlow's V2 format: PREFIX.index and PREFIX.data-*. Its tensors are named as the
model's variables are, `conv1_conv/kernel`. An object graph may lie beside them, for
`tf.train.Checkpoint`; it is left alone here.
"""

import os
from pathlib import Path

import numpy as np
import tensorflow as tf
from tensorflow.core.protobuf.trackable_object_graph_pb2 import TrackableObjectGraph

from cycleat_tools.errors import ToolError

OBJECT_GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH"
ITERATIONS = "optimizer/iterations"
_OPTIMIZER = ("optimizer/", "save_counter")
# What TensorFlow's readers raise at damaged files.
_UNREADABLE = (tf.errors.OpError, LookupError, RuntimeError, ValueError)
# Keras keeps the state of dropout's random numbers; Java draws them by the step.
_DROPOUT_STATE = "seed_generator_state"
_SLOTS = {"m": "_momentums", "v": "_velocities"}


def prefix_of(path):
    """Find the checkpoint that a path means: a folder's newest, a prefix, or one of its files."""
    path = Path(path)
    if path.is_dir():
        newest = tf.train.latest_checkpoint(str(path))
        if newest is None:
            raise ToolError(
                f"no checkpoint in {path}: expected a file {path / 'checkpoint'} that names the "
                "newest, and its files beside it"
            )
        return newest
    prefix = str(path)
    if path.suffix == ".index":
        prefix = prefix[: -len(".index")]
    if not os.path.exists(prefix + ".index"):
        raise ToolError(f"no checkpoint at {path}: expected a folder, or {prefix}.index")
    return prefix


def open_reader(path):
    """A `tf.train.load_checkpoint` of what `prefix_of` finds."""
    prefix = prefix_of(path)
    try:
        return tf.train.load_checkpoint(prefix)
    except _UNREADABLE as e:
        raise ToolError(f"cannot read the checkpoint {prefix}: {_first_line(e)}") from e


def has_object_graph(path):
    """Whether `tf.train.Checkpoint` can restore it."""
    return open_reader(path).has_tensor(OBJECT_GRAPH)


def load_into(model, path, optimizer=None):
    """Give the model's variables, and an Adam's if it is given, the values of a checkpoint.

    Raises ToolError, with nothing changed, unless names and shapes are the model's.
    """
    reader = open_reader(path)
    targets = _named(model, optimizer)
    stored = {
        name: tuple(shape)
        for name, shape in reader.get_variable_to_shape_map().items()
        if name in targets or not _is_extra(name)
    }
    _require_fit(targets, stored, f"{prefix_of(path)} does not fit {model.name}")
    values = {name: _tensor(reader, name, path) for name in targets}
    for name, variable in targets.items():
        variable.assign(values[name])


def save_from(model, prefix, optimizer=None):
    """Write PREFIX.index and PREFIX.data-*, tensors named as the model's variables.

    The moments of an Adam become `NAME/Adam/m` and `NAME/Adam/v`, its count of steps
    `optimizer/iterations`.
    """
    os.makedirs(os.path.dirname(os.path.abspath(prefix)), exist_ok=True)
    tensors = _named(model, optimizer)
    tf.raw_ops.SaveV2(
        prefix=str(prefix),
        tensor_names=list(tensors),
        shape_and_slices=[""] * len(tensors),
        tensors=[tf.convert_to_tensor(v.value) for v in tensors.values()],
    )


def save_object_based(model, prefix, optimizer=None):
    """Write what `tf.train.Checkpoint(model=..., optimizer=...)` restores; give the prefix."""
    checkpoint = _checkpoint(model, optimizer)
    checkpoint.save_counter.assign_add(1)  # `restore` looks for it
    return checkpoint.write(str(prefix))


def restore_object_based(model, path, optimizer=None):
    """Restore through the object graph, which must have every object of model and optimiser.

    It may hold an optimiser that the caller does without, but nothing else that finds no place.
    """
    prefix = prefix_of(path)
    checkpoint = _checkpoint(model, optimizer)
    try:
        # the error tells what TensorFlow would warn of, line by line
        status = checkpoint.restore(prefix).expect_partial()
        if optimizer is None and "optimizer" in _roots(prefix):
            status.assert_existing_objects_matched()
        else:
            status.assert_consumed()
    except (AssertionError, *_UNREADABLE) as e:
        reason = _first_line(e).split(" Showing ")[0]  # what follows are whole variables
        raise ToolError(f"the object graph of {prefix} does not fit: {reason}") from e


def _roots(prefix):
    """What the object graph holds at its root, such as model and optimizer."""
    graph = TrackableObjectGraph.FromString(open_reader(prefix).get_tensor(OBJECT_GRAPH))
    return {child.local_name for child in graph.nodes[0].children}


def moments(optimizer, model):
    """The slots of a Keras Adam that has been built: name -> variable."""
    slots = {}
    for slot, attribute in _SLOTS.items():
        variables = getattr(optimizer, attribute)
        for variable, moment in zip(model.trainable_variables, variables):
            slots[f"{variable.path}/Adam/{slot}"] = moment
    return slots


def _checkpoint(model, optimizer):
    objects = {"model": model}
    if optimizer is not None:
        objects["optimizer"] = optimizer
    return tf.train.Checkpoint(**objects)


def _named(model, optimizer):
    named = {v.path: v for v in model.variables if not v.path.endswith(_DROPOUT_STATE)}
    if optimizer is not None:
        named.update(moments(optimizer, model))
        named[ITERATIONS] = optimizer.iterations
    return named


def _is_extra(name):
    """What belongs to an optimiser or to the object graph, not to a network's names."""
    objects = name == OBJECT_GRAPH or "/.ATTRIBUTES/" in name
    return objects or name.startswith(_OPTIMIZER) or "/Adam/" in name


def _require_fit(targets, stored, what):
    shapes = {name: tuple(variable.shape) for name, variable in targets.items()}
    faults = {
        "missing": [name for name in shapes if name not in stored],
        "unexpected": [name for name in stored if name not in shapes],
        "of another shape": [
            f"{name} {list(stored[name])}, expected {list(shape)}"
            for name, shape in shapes.items()
            if stored.get(name, shape) != shape
        ],
    }
    found = [_some(kind, names) for kind, names in faults.items() if names]
    if found:
        raise ToolError(f"{what}: {'; '.join(found)}")


def _some(kind, names):
    more = f", and {len(names) - 4} more" if len(names) > 4 else ""
    return f"{len(names)} {kind}: {', '.join(names[:4])}{more}"


def _tensor(reader, name, path):
    try:
        return np.asarray(reader.get_tensor(name))
    except _UNREADABLE as e:
        raise ToolError(f"cannot read {name} of {prefix_of(path)}: {_first_line(e)}") from e


def _first_line(error):
    return (str(error).strip() or type(error).__name__).splitlines()[0]
