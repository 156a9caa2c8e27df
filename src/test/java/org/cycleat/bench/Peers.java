package org.cycleat.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.device.Device;

/** The same steps in PyTorch, where it is installed: {@code tools/bench}. */
final class Peers {
  private static final Path SCRIPTS = Path.of("tools", "bench");

  private final String python;
  private final Device device;

  /**
   * @param python the interpreter
   */
  Peers(String python, Device device) {
    this.python = python;
    this.device = device;
  }

  /** Why nothing can be measured; empty where it can. */
  Optional<String> absence() throws IOException {
    if (!Files.isDirectory(SCRIPTS)) {
      return Optional.of("no " + SCRIPTS + " here");
    }
    String needed = device.hasGpu() ? "torch.ones(1, device='cuda')" : "torch.ones(1)";
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import torch; " + needed)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectErrorStream(true)
              .start();
      return end(process) == 0
          ? Optional.empty()
          : Optional.of(
              "%s has no PyTorch%s; `pip install torch` there, or set PYTHON to another"
                  .formatted(python, device.hasGpu() ? " that finds the GPU" : ""));
    } catch (IOException absent) {
      return Optional.of("no %s; set PYTHON to one with PyTorch".formatted(python));
    }
  }

  /** What the scripts print for each name. */
  Map<String, JsonNode> measure(List<String> names) throws IOException {
    List<String> command = new ArrayList<>(List.of(python, SCRIPTS.toString()));
    command.addAll(List.of("--device", device.hasGpu() ? "cuda" : "cpu"));
    names.forEach(name -> command.add("^" + name + "$"));
    // Compilers tell there what they try.
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Map<String, JsonNode> found = new LinkedHashMap<>();
    try (BufferedReader lines = process.inputReader()) {
      ObjectMapper json = new ObjectMapper();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode peer = json.readTree(line);
        found.put(peer.path("name").asText(), peer);
        System.out.println("PyTorch: " + line);
      }
    }
    int code = end(process);
    if (code != 0) {
      System.out.println(
          "PyTorch: `%s` ended with %d".formatted(String.join(" ", command.subList(0, 4)), code));
    }
    return found;
  }

  private static int end(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw new IllegalStateException(e);
    }
  }
}
