package org.cycleat.placement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.KernelDef;
import org.tensorflow.proto.KernelList;
import org.tensorflow.proto.NodeDef;

/** The kernels for GPUs of the operations that a training step uses. */
public final class GpuKernels {
  /** What {@link #write} wrote. */
  static final String RESOURCE = "gpu-kernels.txt";

  private static final List<String> HEADER =
      """
      # Kernels that TensorFlow's build for GPUs registers, for the operations of training steps: the
      # types that each is for, and the arguments that it has in the host's memory. A fallback is
      # for every device, and "none" an operation that runs on the CPU only.
      # Written by org.cycleat.stage.GpuKernelsFile, which tells how.
      """
          .lines()
          .toList();

  private static final String NONE = " none";
  private static final Set<String> DEVICES = Set.of("GPU", "DEFAULT");
  private static final Set<String> TYPES =
      Set.of("float", "half", "bfloat16", "double", "int32", "int64", "bool", "string", "resource");

  private final Map<String, List<GpuKernel>> byOp = new HashMap<>();

  private GpuKernels(List<String> lines) {
    for (String line : lines) {
      if (line.endsWith(NONE)) {
        byOp.put(line.substring(0, line.length() - NONE.length()), List.of());
      } else {
        GpuKernel kernel = GpuKernel.parse(line);
        byOp.computeIfAbsent(kernel.op(), op -> new ArrayList<>()).add(kernel);
      }
    }
  }

  /** Those of the build for GPUs, as the resource lists them. */
  public static GpuKernels listed() {
    return new GpuKernels(lines());
  }

  static List<String> lines() {
    try (InputStream in = GpuKernels.class.getResourceAsStream(RESOURCE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lists the kernels of these operations in TensorFlow as it is loaded: the build for GPUs. */
  public static void write(Path resource, Set<String> ops) throws IOException {
    if (!areRegistered()) {
      throw new IllegalStateException("this build of TensorFlow has no kernels for GPUs");
    }
    List<String> lines = new ArrayList<>(HEADER);
    lines.addAll(registered(ops));
    Files.write(resource, lines);
  }

  /** The types of operation that the list tells about. */
  Set<String> ops() {
    return byOp.keySet();
  }

  /**
   * The kernel that would run a node on a GPU; nothing where it can run on the CPU only.
   *
   * @throws IllegalArgumentException where the list does not tell about the node's type
   */
  Optional<GpuKernel> of(NodeDef node) {
    List<GpuKernel> kernels = byOp.get(node.getOp());
    if (kernels == null) {
      throw new IllegalArgumentException(
          "%s does not tell about %s; run GpuKernelsFile with the build for GPUs"
              .formatted(RESOURCE, node.getOp()));
    }
    return kernels.stream()
        .filter(kernel -> kernel.fits(node))
        .min(Comparator.comparing(GpuKernel::fallback)); // GPUs' own first
  }

  /** Whether TensorFlow as it is loaded is the build for GPUs; others have a few kernels too. */
  static boolean areRegistered() {
    return registered().stream()
        .anyMatch(
            kernel -> kernel.getOp().equals("Conv2D") && kernel.getDeviceType().equals("GPU"));
  }

  /** The lines for these operations, of TensorFlow as it is loaded. */
  static List<String> registered(Set<String> ops) {
    Map<String, Integer> onCpu = new HashMap<>();
    for (KernelDef kernel : registered()) {
      if (kernel.getDeviceType().equals("CPU")) {
        onCpu.merge(kernel.getOp(), kernel.getPriority(), Math::max);
      }
    }
    Set<String> lines = new TreeSet<>();
    Set<String> found = new HashSet<>();
    for (KernelDef kernel : registered()) {
      String op = kernel.getOp();
      if (ops.contains(op)
          && DEVICES.contains(kernel.getDeviceType())
          && kernel.getLabel().isEmpty() // taken by nobody who does not ask for it
          && kernel.getPriority() >= onCpu.getOrDefault(op, 0)) {
        GpuKernel read = GpuKernel.of(kernel);
        if (read.types().values().stream().allMatch(TYPES::containsAll)) {
          lines.add(read.toString());
          found.add(op);
        }
      }
    }
    ops.stream().filter(op -> !found.contains(op)).forEach(op -> lines.add(op + NONE));
    return List.copyOf(lines);
  }

  private static List<KernelDef> registered() {
    TensorFlow.version(); // loads the natives
    TF_Status status = TF_Status.newStatus();
    try (TF_Buffer buffer = tensorflow.TF_GetAllRegisteredKernels(status)) {
      status.throwExceptionIfNotOK();
      BytePointer bytes = new BytePointer(buffer.data()).capacity(buffer.length());
      byte[] copy = new byte[(int) buffer.length()];
      bytes.get(copy);
      return KernelList.parseFrom(copy).getKernelList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
