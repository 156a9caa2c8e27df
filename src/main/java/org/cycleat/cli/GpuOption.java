package org.cycleat.cli;

import org.cycleat.device.GpuChoice;
import picocli.CommandLine.Option;

/** The option that chooses the processor, mixed into each command that runs networks. */
final class GpuOption {
  @Option(
      names = "--gpu",
      paramLabel = "N",
      description =
          "Use the GPU of this number, as `cycleat doctor` lists them, or none. Without it, the"
              + " first GPU, or the CPU where there is none.")
  private String gpu;

  /**
   * What the user wants.
   *
   * @throws org.cycleat.UserException where it is neither a number nor none
   */
  GpuChoice choice() {
    return gpu == null ? GpuChoice.ANY : GpuChoice.parse(gpu);
  }
}
