package org.cycleat.device;

import org.bytedeco.javacpp.Loader;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * The processor that sessions run on.
 *
 * @param description a line for people: what is used, and why not the GPU where one was built for
 * @param sessions the configuration of every session: threads, and GPU memory taken as needed
 */
public record Device(String description, ConfigProto sessions) {

  /** CUDA's libraries in the order in which each finds those before it. */
  private static final String[] CUDA_LIBRARIES = {
    "cudart", "nvrtc", "cublas", "cufft", "curand", "cusolver", "cusparse", "nvjitlink", "cudnn"
  };

  /** Operations of a training step that are ready at the same time, about. */
  private static final int SIDE_BY_SIDE = 4;

  private static final DeviceSpec GPU_0 =
      DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.GPU).deviceIndex(0).build();

  /**
   * The processor for steps of training, whose operations run side by side: gradients for the input
   * and for the weights, the two directions of translation. One thread for an operation then beats
   * several, by a fifth on two cores.
   *
   * @param threads of the CPU; 0 uses all cores, 1 makes a run repeatable bit by bit
   */
  public static Device forTraining(int threads) {
    int all = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    return open(Math.max(1, all / SIDE_BY_SIDE), all);
  }

  /** The processor for networks that only answer, one operation after the other. */
  public static Device forInference(int threads) {
    return open(threads, threads);
  }

  /**
   * Finds the processor to use: the first GPU where TensorFlow's GPU natives, the driver and CUDA
   * are at hand, else the CPU.
   *
   * @param within threads for one operation; those of the process's first session count
   * @param between operations at the same time
   */
  private static Device open(int within, int between) {
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(within)
            .setInterOpParallelismThreads(between)
            .setAllowSoftPlacement(true)
            .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
            .build();
    QuietTensorFlow.load(config);
    String cpu = "CPU, %d cores".formatted(Runtime.getRuntime().availableProcessors());
    if (!builtForGpu()) {
      return new Device(cpu, config);
    }
    if (!hasDriver()) {
      return new Device(cpu + " (built for GPU, but there is no NVIDIA driver)", config);
    }
    preloadCuda();
    return new Device(gpuWorks(config) ? "GPU 0" : cpu + " (no usable GPU found)", config);
  }

  public Session session(Graph graph) {
    return new Session(graph, sessions);
  }

  private static boolean builtForGpu() {
    String natives = "org/tensorflow/internal/c_api/%s-gpu/libjnitensorflow.so";
    return Device.class.getClassLoader().getResource(natives.formatted(Loader.getPlatform()))
        != null;
  }

  private static boolean hasDriver() {
    try {
      Loader.loadGlobal("libcuda.so.1");
      return true;
    } catch (UnsatisfiedLinkError missing) {
      return false;
    }
  }

  /** Loads CUDA from its Maven artefact, where the build has it; else the system's is found. */
  private static void preloadCuda() {
    for (String library : CUDA_LIBRARIES) {
      // What is absent is left to TensorFlow, which looks for the system's.
      isLoaded("org.bytedeco.cuda.global." + library);
    }
  }

  private static boolean isLoaded(String preset) {
    try {
      return Loader.load(Class.forName(preset)) != null;
    } catch (ClassNotFoundException | UnsatisfiedLinkError absent) {
      return false;
    }
  }

  private static boolean gpuWorks(ConfigProto config) {
    ConfigProto strict = config.toBuilder().setAllowSoftPlacement(false).build();
    try (Graph graph = new Graph();
        Session session = new Session(graph, strict)) {
      Ops tf = Ops.create(graph).withDevice(GPU_0);
      session.run(tf.math.square(tf.constant(1f)));
      return true;
    } catch (TensorFlowException unusable) {
      return false;
    }
  }
}
