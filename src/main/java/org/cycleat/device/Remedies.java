package org.cycleat.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What mends things on this machine.
 *
 * @param system the distribution's ID in /etc/os-release, such as {@code ubuntu}; empty if unknown
 * @param isContainer whether this is a container, to which its host gives the GPU
 * @param visible the variable {@code CUDA_VISIBLE_DEVICES}; null where it is not set
 */
record Remedies(String system, boolean isContainer, String visible) {
  /** What brings the libraries along, and builds for a GPU. */
  static final String BUILD = "`make gpu` brings CUDA and cuDNN along";

  static Remedies ofMachine() {
    return new Remedies(
        systemOf(Path.of("/etc/os-release")),
        Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv")),
        System.getenv("CUDA_VISIBLE_DEVICES"));
  }

  static String systemOf(Path osRelease) {
    try {
      return Files.readAllLines(osRelease).stream()
          .filter(line -> line.startsWith("ID="))
          .map(line -> line.substring(3).replace("\"", ""))
          .findFirst()
          .orElse("");
    } catch (IOException none) {
      return "";
    }
  }

  String installDriver() {
    if (isContainer) {
      return "install or update it on the host, and start the container with `--gpus all`";
    }
    return switch (system) {
      case "ubuntu" -> "`sudo ubuntu-drivers install`, then restart";
      case "debian" -> "`sudo apt install nvidia-driver`, then restart";
      case "fedora" -> "`sudo dnf install akmod-nvidia`, then restart";
      case "arch" -> "`sudo pacman -S nvidia`, then restart";
      default -> "install the one from https://www.nvidia.com/drivers, then restart";
    };
  }

  String showCards() {
    if (visible != null) {
      return "CUDA_VISIBLE_DEVICES is '%s': `unset CUDA_VISIBLE_DEVICES`".formatted(visible);
    }
    return isContainer
        ? "start the container with `--gpus all`"
        : "`nvidia-smi` lists those that the driver knows";
  }
}
