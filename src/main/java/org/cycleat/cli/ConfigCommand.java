package org.cycleat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cycleat config}: prints a configuration as a file to edit and to give back. */
@Command(
    name = "config",
    description = "Print a complete configuration: every key, its meaning and its value.")
final class ConfigCommand implements Runnable {
  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().print(options.resolve().toYaml());
  }
}
