package org.cycleat.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.UserException;

/**
 * A file that describes an experiment: every key of an {@link ExperimentConfig}, and a section
 * {@code run} with the keys in which its runs differ from their preset.
 *
 * @param settings what is compared on which data
 * @param run the configuration that the experiment's runs start from
 */
public record ExperimentFile(ExperimentConfig settings, Config run) {
  private static final String RUN = "run.";

  /**
   * Reads a file.
   *
   * @param assignments {@code key=value}, which replace the file's, such as {@code run.seed=2}
   * @throws UserException if the file cannot be read, a key is unknown or missing, or a value is of
   *     the wrong type or range
   */
  public static ExperimentFile load(Path yaml, List<String> assignments) {
    Map<String, Setting> all = new LinkedHashMap<>(Config.read(yaml));
    all.putAll(Config.assigned(assignments));
    Map<String, Setting> run = new LinkedHashMap<>();
    Map<String, Setting> own = new LinkedHashMap<>();
    all.forEach(
        (key, setting) -> {
          if (key.startsWith(RUN)) {
            run.put(key.substring(RUN.length()), setting);
          } else if (!key.equals("run") || !setting.text().isEmpty()) {
            own.put(key, setting);
          }
        });
    ExperimentConfig settings = Binder.bind(ExperimentConfig.class, own, yaml.toString());
    return new ExperimentFile(settings, Config.preset(settings.preset()).changed(run));
  }

  /** What differs from another one; the keys of runs begin with {@code run.} */
  public List<Config.Difference> differences(ExperimentFile other) {
    List<Config.Difference> differences =
        new ArrayList<>(Binder.differences(settings, other.settings));
    for (Config.Difference each : run.differences(other.run)) {
      differences.add(new Config.Difference(RUN + each.key(), each.here(), each.there()));
    }
    return differences;
  }

  /** Every key with its value and its meaning; {@link #load} reads it back equal. */
  public String toYaml() {
    String indented =
        run.toYaml().lines().map(line -> "  " + line).reduce("", (a, b) -> a + "\n" + b);
    return YamlWriter.write(settings)
        + "\n# The configuration of the runs.\nrun:"
        + indented.replaceAll("(?m)^ +$", "")
        + "\n";
  }
}
