package org.cycleat.device;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  public Device {
    cards = List.copyOf(cards);
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
            ? choose(Cuda.forSessions(), gpu, threads)
            : new Device(cpu(), List.of(), withoutGpu(threads));
    if (device.hasGpu()) {
      Xla.requireToolkit();
    }
    return device;
  }

  /** The GPUs of those numbers, or the first, where they work; else the CPU. */
  static Device choose(Cuda cuda, GpuChoice gpu, ConfigProto threads) {
    Optional<Problem> problem = cuda.problem();
    if (problem.isEmpty()) {
      List<GpuCard> cards = cards(cuda.driver().cards(), gpu);
      ConfigProto sessions = onlyGpus(cards, threads);
      problem =
          IntStream.range(0, cards.size())
              .mapToObj(i -> problem(cards.get(i), i, sessions))
              .flatMap(Optional::stream)
              .findFirst();
      if (problem.isEmpty()) {
        return new Device(described(cards), cards, sessions);
      }
    }
    Problem reason = problem.get();
    if (!gpu.numbers().isEmpty()) {
      throw new UserException(
          "cannot use GPU %s (%s): %s; %s"
              .formatted(joined(gpu.numbers()), gpu.option(), reason.what(), reason.remedy()));
    }
    String why = cuda.isBuiltFor() ? " (built for GPU, but %s)".formatted(reason.what()) : "";
    return new Device(cpu() + why, List.of(), withoutGpu(threads));
  }

  /**
   * Why an operation cannot run on a GPU; empty where it can.
   *
   * @param index of the card among those that sessions see
   */
  private static Optional<Problem> problem(GpuCard card, int index, ConfigProto sessions) {
    return Trial.failure(sessions, gpu(index))
        .map(why -> "GPU %d does not work: %s".formatted(card.number(), why))
        .map(what -> new Problem(what, "`cycleat doctor` tells more"));
  }

  private static List<GpuCard> cards(List<GpuCard> cards, GpuChoice gpu) {
    List<Integer> wanted = gpu.numbers().isEmpty() ? List.of(0) : gpu.numbers();
    for (int number : wanted) {
      if (number >= cards.size()) {
        throw missing(cards, gpu, number);
      }
    }
    return wanted.stream().map(cards::get).toList();
  }

  private static UserException missing(List<GpuCard> cards, GpuChoice gpu, int number) {
    return new UserException(
        "no GPU %d (%s): expected %s; there %s %s"
            .formatted(
                number,
                gpu.option(),
                cards.size() == 1 ? "0" : "0 to " + (cards.size() - 1),
                cards.size() == 1 ? "is" : "are",
                described(cards)));
  }

  private static String described(List<GpuCard> cards) {
    return cards.stream().map(GpuCard::toString).collect(Collectors.joining(", "));
  }

  private static String joined(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static DeviceSpec gpu(int index) {
    return DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.GPU).deviceIndex(index).build();
  }

  private static String cpu() {
    return "CPU, %d cores".formatted(Runtime.getRuntime().availableProcessors());
  }

  private static ConfigProto withoutGpu(ConfigProto config) {
    return config.toBuilder().putDeviceCount("GPU", 0).build();
  }

  /** In TensorFlow those that are visible are numbered anew, from 0. */
  private static ConfigProto onlyGpus(List<GpuCard> cards, ConfigProto config) {
    String visible = joined(cards.stream().map(GpuCard::number).toList());
    var options = config.getGpuOptions().toBuilder().setVisibleDeviceList(visible);
    return config.toBuilder().setGpuOptions(options).build();
  }

  public Session session(Graph graph) {
    return new Session(graph, sessions);
  }

  /** The devices that share a batch in training; empty where there is only one. */
  public List<DeviceSpec> towers() {
    return cards.size() < 2
        ? List.of()
        : IntStream.range(0, cards.size()).mapToObj(Device::gpu).toList();
  }

  /** Whether its sessions see a GPU, as {@code GPU:0}. */
  public boolean hasGpu() {
    return !cards.isEmpty();
  }
}
