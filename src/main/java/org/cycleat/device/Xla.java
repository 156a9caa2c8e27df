package org.cycleat.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.cycleat.UserException;

/**
 * TensorFlow's compiler, which makes one kernel of many operations. It is switched on for the
 * process, by environment variables that TensorFlow reads at its first session.
 */
public final class Xla {
  /** {@code tf_xla_auto_jit} compiles on GPUs, the other also on the CPU. */
  private static final String FLAGS = "--tf_xla_auto_jit=2 --tf_xla_cpu_global_jit";

  /** Functions that compiled GPU code calls; the CUDA that a build brings along has no compiler. */
  private static final String LIBDEVICE = "nvvm/libdevice/libdevice.10.bc";

  private static volatile boolean isEnabled;

  private final Map<String, String> environment;
  private final Path root;

  /**
   * @param root where absolute paths begin
   */
  Xla(Map<String, String> environment, Path root) {
    this.environment = environment;
    this.root = root;
  }

  private static Xla ofMachine() {
    return new Xla(System.getenv(), Path.of("/"));
  }

  /**
   * Switches it on for every session of this process; to be called before the first.
   *
   * @throws UserException where the system has no way to do so
   */
  public static void enable() {
    Xla machine = ofMachine();
    set("TF_XLA_FLAGS", machine.joined("TF_XLA_FLAGS", FLAGS));
    machine
        .toolkit()
        .ifPresent(
            folder ->
                set("XLA_FLAGS", machine.joined("XLA_FLAGS", "--xla_gpu_cuda_data_dir=" + folder)));
    isEnabled = true;
  }

  /**
   * Refuses a GPU for which nothing could be compiled, where it is switched on.
   *
   * @throws UserException where the CUDA toolkit is missing
   */
  static void requireToolkit() {
    Xla machine = ofMachine();
    if (isEnabled && machine.toolkit().isEmpty()) {
      throw new UserException(
          "--xla needs %s of CUDA 12's compiler, found in none of %s; install cuda-nvcc-12-6, or `pip install nvidia-cuda-nvcc-cu12` and set CUDA_HOME to its folder nvidia/cuda_nvcc"
              .formatted(LIBDEVICE, machine.folders()));
    }
  }

  /** The folder of the CUDA toolkit, where there is one. */
  Optional<Path> toolkit() {
    return folders().stream()
        .filter(folder -> Files.isRegularFile(folder.resolve(LIBDEVICE)))
        .findFirst();
  }

  private List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    Stream.of("CUDA_HOME", "CUDA_PATH")
        .map(environment::get)
        .filter(path -> path != null && !path.isBlank())
        .forEach(path -> folders.add(Path.of(path)));
    folders.add(root.resolve("usr/local/cuda"));
    folders.addAll(versions(root.resolve("usr/local")));
    folders.add(root.resolve("usr/lib/cuda")); // Debian's
    return folders;
  }

  /** {@code cuda-12.6} and others of CUDA 12, the newest first. */
  private static List<Path> versions(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("cuda-12\\.\\d+"))
          .sorted((a, b) -> Integer.compare(minor(b), minor(a)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int minor(Path folder) {
    String name = folder.getFileName().toString();
    return Integer.parseInt(name.substring(name.indexOf('.') + 1));
  }

  /** What the user has set, and then ours. */
  String joined(String variable, String flags) {
    String before = environment.getOrDefault(variable, "");
    return (before + " " + flags).strip();
  }

  private static void set(String variable, String value) {
    NativeFunction setenv =
        NativeFunction.find("setenv")
            .orElseThrow(
                () ->
                    new UserException(
                        "--xla cannot be switched on here; set %s to '%s' instead"
                            .formatted(variable, value)));
    try (setenv;
        BytePointer name = new BytePointer(variable);
        BytePointer text = new BytePointer(value)) {
      setenv.call(name, text, 1);
    }
  }
}
