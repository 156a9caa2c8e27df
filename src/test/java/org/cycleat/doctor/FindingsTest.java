package org.cycleat.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.cycleat.BuildInfo;
import org.cycleat.device.Cuda;
import org.cycleat.device.FakeCuda;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static Findings findings(Cuda cuda) {
    Processor processor = new Processor("Some CPU", List.of("avx", "fma"));
    return new Findings(
        new Machine(
            "Linux 6", processor, 3, 8_500_000_000L, "17.0.1, Maker, /jdk", "/cache/javacpp"),
        new BuildInfo("1.2", "abc", "1.1.0", "1.5.11", List.of("gpu", "cuda-redist")),
        "2.18.0",
        cuda,
        Map.of(1, 79_000_000_000L),
        Map.of("yunet", "missing"),
        List.of(
            new Speed("GPU", "matrix product", "tf32", 3.25e13, ""),
            new Speed("CPU", "convolution", "float32", 9.87e10, ""),
            new Speed("CPU", "convolution", "bfloat16", Double.NaN, "no kernel")),
        new Verdict(true, "ready: GPU 0"));
  }

  @Test
  void theTextHasALineForEachThingAndTheVerdictLast() {
    List<String> lines = FindingsText.lines(findings(FakeCuda.withoutCuDnn()));
    assertEquals("processor   Some CPU, 3 cores: avx fma", lines.get(1));
    assertEquals("memory      8.5 GB", lines.get(2));
    assertEquals(
        "tensorflow  2.18.0, natives for GPU and CPU, TensorFlow Java 1.1.0, built with"
            + " gpu,cuda-redist",
        lines.get(4));
    assertEquals(
        "library     CUDA runtime  12.5, the system's: /usr/lib/libcudart.so.12", lines.get(5));
    assertEquals("library     cuDNN         libcudnn.so.9 is missing", lines.get(14));
    assertTrue(lines.get(15).endsWith("for CUDA 12.4"), lines.get(15));
    assertEquals(
        "gpu         GPU 0: Small (compute capability 6.1), 4.3 GB, unknown free", lines.get(16));
    assertTrue(lines.get(17).endsWith(", 85.9 GB, 79.0 GB free"), lines.get(17));
    assertEquals("speed       GPU  matrix product  tf32      32.5 TFLOP/s", lines.get(18));
    assertEquals("speed       CPU  convolution     float32   98.7 GFLOP/s", lines.get(19));
    assertEquals("speed       CPU  convolution     bfloat16  fails: no kernel", lines.get(20));
    assertEquals("model       yunet: missing", lines.get(21));
    assertEquals("cache       /cache/javacpp: works", lines.get(22));
    assertEquals("ready: GPU 0", lines.get(23));
    assertEquals(24, lines.size());
  }

  @Test
  void theTextTellsOfADriverThatIsNotThereOrTooOld() {
    List<String> none = FindingsText.lines(findings(FakeCuda.cpuBuild(false)));
    assertTrue(none.contains("driver      none"), none.toString());
    List<String> old = FindingsText.lines(findings(FakeCuda.withDriverTooOld()));
    assertTrue(old.stream().anyMatch(line -> line.contains("is too old")), old.toString());
  }

  @Test
  void theJsonHasTheSameFacts() throws IOException {
    Findings findings = findings(FakeCuda.withoutCuDnn());
    JsonNode root = new JsonMapper().readTree(FindingsJson.text(findings));
    assertEquals("Some CPU", root.at("/processor/model").asText());
    assertEquals(3, root.at("/processor/cores").asInt());
    assertEquals("fma", root.at("/processor/features/1").asText());
    assertEquals(8_500_000_000L, root.at("/memoryBytes").asLong());
    assertEquals("cuda-redist", root.at("/tensorflow/profiles/1").asText());
    assertEquals("/cache/javacpp", root.at("/cache").asText());
    assertEquals(10, root.at("/libraries").size());
    assertEquals("installed", root.at("/libraries/0/state").asText());
    assertEquals("/usr/lib/libcudart.so.12", root.at("/libraries/0/place").asText());
    assertEquals("missing", root.at("/libraries/9/state").asText());
    assertTrue(root.at("/libraries/9/place").isNull());
    assertEquals("12.4", root.at("/driver/cuda").asText());
    assertTrue(root.at("/driver/problem").isNull());
    assertTrue(root.at("/gpus/0/freeBytes").isNull());
    assertEquals(79_000_000_000L, root.at("/gpus/1/freeBytes").asLong());
    assertEquals(3.25e13, root.at("/speeds/0/flops").asDouble());
    assertTrue(root.at("/speeds/2/flops").isNull());
    assertEquals("missing", root.at("/models/yunet").asText());
    assertEquals("ready: GPU 0", root.at("/verdict").asText());
  }
}
