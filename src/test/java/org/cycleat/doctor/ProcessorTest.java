package org.cycleat.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {
  @Test
  void linuxOnX86() {
    String text =
        """
        processor\t: 0
        model name\t: Some CPU @ 2.00GHz
        flags\t\t: fpu sse fma avx avx2 avx512fp16

        processor\t: 1
        model name\t: Another
        flags\t\t: avx512f
        """;
    assertEquals(
        new Processor("Some CPU @ 2.00GHz", List.of("avx", "avx2", "fma")),
        Processor.ofCpuInfo(text));
  }

  @Test
  void linuxOnArm() {
    assertEquals(
        new Processor("unknown", List.of("asimd", "bf16")),
        Processor.ofCpuInfo("processor\t: 0\nFeatures\t: fp asimd bf16\n"));
    assertEquals(new Processor("unknown", List.of()), Processor.ofCpuInfo(""));
  }

  @Test
  void macOs() {
    String text =
        """
        machdep.cpu.brand_string: Intel(R) Core(TM) i5
        machdep.cpu.features: FPU SSE FMA AVX1.0
        machdep.cpu.leaf7_features: BMI1 AVX2
        """;
    assertEquals(
        new Processor("Intel(R) Core(TM) i5", List.of("avx", "avx2", "fma")),
        Processor.ofSysctl(text));
  }

  @Test
  void thisMachineHasCoresAndMemory() {
    Machine here = Machine.here();
    assertTrue(here.cores() >= 1 && here.memoryBytes() > 1L << 28, here.toString());
    assertTrue(here.java().startsWith(System.getProperty("java.version")), here.java());
  }
}
