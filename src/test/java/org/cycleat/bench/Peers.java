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

/** The same in PyTorch and in ONNX Runtime, where they are installed: {@code tools/bench}. */
final class Peers {
  private static final Path SCRIPTS = Path.of("tools", "bench");

  /**
   * What another runtime took.
   *
   * @param key in JSON
   * @param found what the scripts printed for a benchmark's name
   */
  record Peer(String name, String key, Map<String, JsonNode> found) {}

  private final String python;
  private final Device device;

  /**
   * @param python the interpreter
   */
  Peers(String python, Device device) {
    this.python = python;
    this.device = device;
  }

  /** Those of them that PyTorch has as well. */
  Peer pytorch(List<Benchmark> benchmarks) throws IOException {
    Peer peer = new Peer("PyTorch", "pytorch", new LinkedHashMap<>());
    List<String> arguments = new ArrayList<>(List.of(SCRIPTS.toString()));
    arguments.addAll(List.of("--device", device.hasGpu() ? "cuda" : "cpu"));
    for (Benchmark benchmark : benchmarks) {
      if (benchmark.hasPeer()) {
        arguments.add("^" + benchmark.name() + "$");
      }
    }
    String device = this.device.hasGpu() ? ", device='cuda'" : "";
    boolean wanted = arguments.size() > 3;
    if (wanted && isThere(peer, "import torch; torch.ones(1" + device + ")", "torch")) {
      measure(peer, arguments);
    }
    return peer;
  }

  /** Those of them that run an exported model. */
  Peer onnxRuntime(List<Benchmark> benchmarks) throws IOException {
    Peer peer = new Peer("ONNX", "onnxruntime", new LinkedHashMap<>());
    List<Benchmark> exported = benchmarks.stream().filter(b -> b.model().isPresent()).toList();
    String packages = "onnxruntime tf2onnx tensorflow-cpu~=2.18.0";
    if (!exported.isEmpty() && isThere(peer, "import onnxruntime, tf2onnx, tensorflow", packages)) {
      for (Benchmark benchmark : exported) {
        measure(
            peer,
            List.of(
                SCRIPTS.resolve("onnx_runtime.py").toString(),
                benchmark.model().get().get().toString(),
                benchmark.name(),
                String.valueOf(benchmark.images())));
      }
    }
    return peer;
  }

  /** Where it is not, a line says why nothing is compared. */
  private boolean isThere(Peer peer, String program, String packages) throws IOException {
    Optional<String> absence = absence(program, packages);
    absence.ifPresent(why -> System.out.println("not compared with " + peer.name() + ": " + why));
    return absence.isEmpty();
  }

  private Optional<String> absence(String program, String packages) throws IOException {
    if (!Files.isDirectory(SCRIPTS)) {
      return Optional.of("no " + SCRIPTS + " here");
    }
    try {
      Process process =
          new ProcessBuilder(python, "-c", program)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectErrorStream(true)
              .start();
      return end(process) == 0
          ? Optional.empty()
          : Optional.of(
              "%s has it not%s; `pip install %s` there, or set PYTHON to another"
                  .formatted(python, device.hasGpu() ? " for the GPU" : "", packages));
    } catch (IOException absent) {
      return Optional.of("no %s; set PYTHON to one with %s".formatted(python, packages));
    }
  }

  private void measure(Peer peer, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(python));
    command.addAll(arguments);
    // Compilers tell there what they try.
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader lines = process.inputReader()) {
      ObjectMapper json = new ObjectMapper();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode found = json.readTree(line);
        peer.found().put(found.path("name").asText(), found);
        System.out.println(peer.name() + ": " + line);
      }
    }
    int code = end(process);
    if (code != 0) {
      System.out.printf("%s: `%s %s` ended with %d%n", peer.name(), python, arguments.get(0), code);
    }
  }

  static int end(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw new IllegalStateException(e);
    }
  }
}
