package org.cycleat.cli;

import org.cycleat.UserException;
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
   * @throws UserException where it is neither a number nor none
   */
  GpuChoice choice() {
    return gpu == null ? GpuChoice.ANY : GpuChoice.parse(gpu);
  }

  /**
   * What the user wants of a command that several GPUs can share.
   *
   * @param several what {@code --gpus} was given, or null
   * @throws UserException where it does not list GPUs, or {@code --gpu} was given too
   */
  GpuChoice choice(String several) {
    if (several == null) {
      return choice();
    }
    if (gpu != null) {
      throw new UserException(
          "--gpu %s and --gpus %s exclude each other: give one of them".formatted(gpu, several));
    }
    return GpuChoice.parseSeveral(several);
  }
}
