package org.cycleat.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cycleat.device.Cuda;
import org.cycleat.device.Device;
import org.cycleat.device.FakeCuda;
import org.cycleat.device.GpuCard;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

class VerdictTest {
  private static final Device GPU =
      new Device(
          "GPU 0: Small",
          List.of(new GpuCard(0, "Small", "6.1", 1)),
          ConfigProto.getDefaultInstance());
  private static final Device CPU =
      new Device(
          "CPU, 3 cores", List.of(), ConfigProto.newBuilder().putDeviceCount("GPU", 0).build());

  private static void assertReady(String expected, Cuda cuda, Device device, boolean cpuWanted) {
    assertEquals(new Verdict(true, expected), Verdict.of(cuda, device, cpuWanted));
  }

  @Test
  void readyOnTheGpuOrWhereTheUserWantsIt() {
    assertReady("ready: GPU 0: Small", FakeCuda.complete(), GPU, false);
    assertReady("ready: CPU, 3 cores", FakeCuda.withoutCuDnn(), CPU, true);
  }

  @Test
  void theBuildForTheCpuIsReadyAndNamesAGpuThatItLeavesIdle() {
    assertReady("ready: CPU, 3 cores", FakeCuda.cpuBuild(false), CPU, false);
    assertReady(
        "ready: CPU, 3 cores; there is GPU 0: Small (compute capability 6.1), for which `make"
            + " gpu` builds",
        FakeCuda.cpuBuild(true),
        CPU,
        false);
  }

  @Test
  void whatIsMissingComesWithTheCommandThatMendsIt() {
    assertReady(
        "missing for the GPU: there is no NVIDIA driver; `sudo apt install nvidia-driver`, then"
            + " restart; the CPU is ready",
        FakeCuda.withoutDriver(),
        CPU,
        false);
    assertReady(
        "missing for the GPU: cuDNN: libcudnn.so.9 is missing; `make gpu` brings CUDA and"
            + " cuDNN along; the CPU is ready",
        FakeCuda.withoutCuDnn(),
        CPU,
        false);
    assertReady(
        "missing for the GPU: there is no NVIDIA driver; `sudo apt install nvidia-driver`, then"
            + " restart; also CUDA runtime: libcudart.so.12 is missing (and 9 more); `make gpu`"
            + " brings CUDA and cuDNN along; the CPU is ready",
        FakeCuda.withoutAnything(),
        CPU,
        false);
    String old = Verdict.of(FakeCuda.withDriverTooOld(), CPU, false).line();
    assertTrue(old.contains("is too old: it is for CUDA 11.4, expected 12.0"), old);
    String idle = Verdict.of(FakeCuda.complete(), CPU, false).line();
    assertEquals(
        "missing for the GPU: it does not compute; --verbose prints TensorFlow's words; ready: CPU,"
            + " 3 cores",
        idle);
  }

  @Test
  void withoutTensorFlowNothingRuns() {
    Verdict verdict = Verdict.withoutTensorFlow(new UnsatisfiedLinkError("No libjni\nbecause"));
    assertFalse(verdict.canRun());
    assertTrue(
        verdict.line().startsWith("not ready: native libraries cannot be loaded: "),
        verdict.line());
    assertEquals(1, verdict.line().lines().count());
  }
}
