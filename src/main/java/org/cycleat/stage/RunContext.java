package org.cycleat.stage;

import java.util.function.Consumer;
import org.cycleat.config.Config;
import org.cycleat.device.Device;

/**
 * What every stage of a run needs.
 *
 * @param report told in a line what a user should know
 */
record RunContext(Workspace workspace, RunData data, Device device, Consumer<String> report) {

  Config config() {
    return data.config();
  }

  Networks networks() {
    return new Networks(config());
  }
}
