package org.cycleat.stage;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.cycleat.config.Config;
import org.cycleat.device.Device;
import org.cycleat.nn.Precision;
import org.cycleat.profile.StepProfile;
import org.cycleat.train.Towers;

/**
 * What every stage of a run needs.
 *
 * @param precision that networks are trained in
 * @param report told in a line what a user should know
 * @param profiled whether a step of each training is traced
 */
record RunContext(
    Workspace workspace,
    RunData data,
    Device device,
    Precision precision,
    Consumer<String> report,
    boolean profiled) {

  Config config() {
    return data.config();
  }

  Networks networks() {
    return new Networks(config(), precision);
  }

  Towers towers() {
    return new Towers(device.towers());
  }

  RunContext withProfile() {
    return new RunContext(workspace, data, device, precision, report, true);
  }

  /**
   * What traces a step, where that was asked for.
   *
   * @param folder of the training
   */
  Optional<StepProfile> profile(Path folder) {
    return profiled
        ? Optional.of(new StepProfile(folder.resolve("profile"), report))
        : Optional.empty();
  }
}
