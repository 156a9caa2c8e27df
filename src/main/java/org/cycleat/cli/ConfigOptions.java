package org.cycleat.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cycleat.config.Config;
import picocli.CommandLine.Option;

/** The options that make up a configuration, mixed into each command that needs one. */
final class ConfigOptions {
  private static final String DEFAULT_PRESET = "small";

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Configuration to start from: tiny, demo, small (the default) or paper.")
  private String preset;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file whose keys, all or a few, replace those of the preset.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Replace one key, such as gan.cycleWeight=5. May be repeated.")
  private List<String> assignments = new ArrayList<>();

  /**
   * The configuration that the options describe.
   *
   * @throws org.cycleat.UserException if a preset, file, key or value is wrong
   */
  Config resolve() {
    return changed(Config.preset(preset == null ? DEFAULT_PRESET : preset));
  }

  /**
   * The configuration for a run that may have been started before: without {@code --preset} it
   * starts from what the run recorded.
   *
   * @param recorded the run's {@code config.yaml}, which need not exist
   */
  Config resolve(Path recorded) {
    boolean continues = preset == null && Files.exists(recorded);
    return continues ? changed(Config.load(recorded)) : resolve();
  }

  private Config changed(Config base) {
    Config withFile = file == null ? base : base.with(file);
    return withFile.with(assignments);
  }
}
