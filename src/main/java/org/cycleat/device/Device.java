package org.cycleat.device;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cycleat.UserException;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * The processor that sessions run on.
 *
 * @param description a line for people: what is used, and why not the GPU where one was built for
 * @param cards the GPUs that it uses; none is the CPU
 * @param sessions the configuration of every session: threads, and GPU memory taken as needed
 */
public record Device(String description, List<GpuCard> cards, ConfigProto sessions) {
  /** Operations of a training step that are ready at the same time, about. */
  private static final int SIDE_BY_SIDE = 4;

  private static final DeviceSpec GPU_0 =
      DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.GPU).deviceIndex(0).build();

  /** {@link #forTraining(GpuChoice, int)} on the first GPU, or the CPU. */
  public static Device forTraining(int threads) {
    return forTraining(GpuChoice.ANY, threads);
  }

  /**
   * The processor for steps of training, whose operations run side by side: gradients for the input
   * and for the weights, the two directions of translation. One thread for an operation then beats
   * several, by a fifth on two cores.
   *
   * @param threads of the CPU; 0 uses all cores, 1 makes a run repeatable bit by bit
   * @throws UserException where a GPU was asked for by number and cannot be used
   */
  public static Device forTraining(GpuChoice gpu, int threads) {
    int all = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    return open(gpu, threads(Math.max(1, all / SIDE_BY_SIDE), all));
  }

  /** {@link #forInference(GpuChoice, int)} on the first GPU, or the CPU. */
  public static Device forInference(int threads) {
    return forInference(GpuChoice.ANY, threads);
  }

  /**
   * The processor for networks that only answer, one operation after the other.
   *
   * @throws UserException where a GPU was asked for by number and cannot be used
   */
  public static Device forInference(GpuChoice gpu, int threads) {
    return open(gpu, threads(threads, threads));
  }

  /**
   * The CPU, for small work beside the sessions of another device: a session that sees a GPU takes
   * memory of it.
   */
  public static Device besides() {
    return new Device(cpu(), List.of(), withoutGpu(ConfigProto.getDefaultInstance()));
  }

  /**
   * @param within threads for one operation; those of the process's first session count
   * @param between operations at the same time
   */
  private static ConfigProto threads(int within, int between) {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(within)
        .setInterOpParallelismThreads(between)
        .setAllowSoftPlacement(true)
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
        .build();
  }

  private static Device open(GpuChoice gpu, ConfigProto threads) {
    QuietTensorFlow.load(threads);
    Device device =
        gpu.isWanted()
            ? choose(Cuda.forSessions(), gpu.number(), threads)
            : new Device(cpu(), List.of(), withoutGpu(threads));
    if (device.hasGpu()) {
      Xla.requireToolkit();
    }
    return device;
  }

  /** The GPU of that number, or the first, where it works; else the CPU. */
  static Device choose(Cuda cuda, OptionalInt number, ConfigProto threads) {
    Optional<Problem> problem = cuda.problem();
    if (problem.isEmpty()) {
      GpuCard card = card(cuda.driver().cards(), number.orElse(0));
      ConfigProto sessions = onlyGpu(card.number(), threads);
      Optional<String> failure = Trial.failure(sessions, GPU_0);
      if (failure.isEmpty()) {
        return new Device(card.toString(), List.of(card), sessions);
      }
      String what = "GPU %d does not work: %s".formatted(card.number(), failure.get());
      problem = Optional.of(new Problem(what, "`cycleat doctor` tells more"));
    }
    Problem reason = problem.get();
    if (number.isPresent()) {
      throw new UserException(
          "cannot use GPU %d (--gpu): %s; %s"
              .formatted(number.getAsInt(), reason.what(), reason.remedy()));
    }
    String why = cuda.isBuiltFor() ? " (built for GPU, but %s)".formatted(reason.what()) : "";
    return new Device(cpu() + why, List.of(), withoutGpu(threads));
  }

  private static GpuCard card(List<GpuCard> cards, int number) {
    if (number < cards.size()) {
      return cards.get(number);
    }
    throw new UserException(
        "no GPU %d (--gpu): expected %s; there %s %s"
            .formatted(
                number,
                cards.size() == 1 ? "0" : "0 to " + (cards.size() - 1),
                cards.size() == 1 ? "is" : "are",
                String.join(", ", cards.stream().map(GpuCard::toString).toList())));
  }

  private static String cpu() {
    return "CPU, %d cores".formatted(Runtime.getRuntime().availableProcessors());
  }

  private static ConfigProto withoutGpu(ConfigProto config) {
    return config.toBuilder().putDeviceCount("GPU", 0).build();
  }

  /** In TensorFlow the one GPU that is visible is number 0. */
  private static ConfigProto onlyGpu(int number, ConfigProto config) {
    var options = config.getGpuOptions().toBuilder().setVisibleDeviceList(String.valueOf(number));
    return config.toBuilder().setGpuOptions(options).build();
  }

  public Session session(Graph graph) {
    return new Session(graph, sessions);
  }

  /** Whether its sessions see a GPU, as {@code GPU:0}. */
  public boolean hasGpu() {
    return !cards.isEmpty();
  }
}
