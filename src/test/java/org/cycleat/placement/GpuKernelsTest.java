package org.cycleat.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class GpuKernelsTest {
  @Test
  void theListIsThatOfTheBuildForGpus() {
    assumeTrue(GpuKernels.areRegistered(), "TensorFlow as it is loaded has no kernels for GPUs");
    assertEquals(GpuKernels.lines(), GpuKernels.registered(GpuKernels.listed().ops()));
  }
}
