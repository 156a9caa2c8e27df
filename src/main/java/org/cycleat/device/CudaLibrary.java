package org.cycleat.device;

import java.util.List;

/**
 * What TensorFlow 2.18 opens of CUDA and cuDNN at run time, in the order in which each finds those
 * before it. The oldest versions are those of CUDA 12.5 and cuDNN 9.3, which it was <a
 * href="https://www.tensorflow.org/install/source#gpu">built with</a>: libraries serve programs
 * that were built with older ones, not with newer ones. NCCL is inside TensorFlow.
 */
@SuppressWarnings("ImmutableEnumChecker") // lists and lambdas here do not change
public enum CudaLibrary {
  CUDART(
      "CUDA runtime",
      "libcudart.so.12",
      "12.5",
      LibraryVersion.byThousands("cudaRuntimeGetVersion")),
  NVRTC(
      "NVRTC",
      "libnvrtc.so.12",
      "12.5",
      LibraryVersion.byParts("nvrtcVersion"),
      "libnvrtc-builtins.so.12.6"),
  NVJITLINK("nvJitLink", "libnvJitLink.so.12", "12.5", LibraryVersion.byParts("nvJitLinkVersion")),
  CUBLASLT("cuBLASLt", "libcublasLt.so.12", "12.5", LibraryVersion.byReturn("cublasLtGetVersion")),
  CUBLAS("cuBLAS", "libcublas.so.12", "12.5", LibraryVersion.byProperty("cublasGetProperty")),
  CUFFT("cuFFT", "libcufft.so.11", "11.2.3", LibraryVersion.byProperty("cufftGetProperty")),
  CURAND("cuRAND", "libcurand.so.10", "10.3.6", LibraryVersion.byProperty("curandGetProperty")),
  CUSPARSE(
      "cuSPARSE", "libcusparse.so.12", "12.4", LibraryVersion.byProperty("cusparseGetProperty")),
  CUSOLVER(
      "cuSOLVER", "libcusolver.so.11", "11.6.2", LibraryVersion.byProperty("cusolverGetProperty")),
  CUDNN(
      "cuDNN",
      "libcudnn.so.9",
      "9.3",
      LibraryVersion.byProperty("cudnnGetProperty"),
      "libcudnn_graph.so.9",
      "libcudnn_ops.so.9",
      "libcudnn_cnn.so.9",
      "libcudnn_adv.so.9",
      "libcudnn_heuristic.so.9",
      "libcudnn_engines_precompiled.so.9",
      "libcudnn_engines_runtime_compiled.so.9");

  private final String title;
  private final String fileName;
  private final String minimum;
  private final LibraryVersion version;
  private final List<String> parts;

  CudaLibrary(
      String title, String fileName, String minimum, LibraryVersion version, String... parts) {
    this.title = title;
    this.fileName = fileName;
    this.minimum = minimum;
    this.version = version;
    this.parts = List.of(parts);
  }

  /** Its name in NVIDIA's spelling. */
  public String title() {
    return title;
  }

  /** The name under which TensorFlow opens it. */
  public String fileName() {
    return fileName;
  }

  /** The oldest version that TensorFlow takes. */
  public String minimum() {
    return minimum;
  }

  /** The name without its version: {@code libcudnn.so}. */
  String stem() {
    return fileName.substring(0, fileName.indexOf(".so") + 3);
  }

  LibraryVersion version() {
    return version;
  }

  /** Files that it opens itself, by name and so late that no error could be told. */
  List<String> parts() {
    return parts;
  }
}
