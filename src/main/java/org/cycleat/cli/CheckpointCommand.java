package org.cycleat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cycleat checkpoint}: looks into files of weights. */
@Command(
    name = "checkpoint",
    description = {
      "List, measure, compare and convert files of named arrays.",
      "Each is a checkpoint (its folder, prefix or .index file), a SavedModel, or a file of Keras"
          + " (.h5, .keras), NumPy (.npz, .npy) or safetensors."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CheckpointLsCommand.class,
      CheckpointShowCommand.class,
      CheckpointDiffCommand.class,
      CheckpointConvertCommand.class
    })
final class CheckpointCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String commands = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "No command given: expected " + commands);
  }
}
