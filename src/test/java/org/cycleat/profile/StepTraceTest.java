package org.cycleat.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.AllocationDescription;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.NodeOutput;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.StepStats;
import org.tensorflow.proto.TensorDescription;

class StepTraceTest {
  private static final String TASK = "/job:localhost/replica:0/task:0/device:";
  private static final long BEGIN = 1_700_000_000_000_000_000L;

  /** 10 ms long, of which a batch takes 4 and a read 1 of these. */
  private final RunMetadata generators =
      run(
          device(
              "CPU:0",
              node("next", "IteratorGetNext", 0, 4, 0),
              node("read", "ReadVariableOp", 1, 1, 64)),
          device(
              "GPU:0",
              node("from_cpu", "_Recv", 0, 4, 0),
              node("conv", "Conv2D", 4, 6, 4096),
              node("other/conv", "Conv2D", 5, 3, 1024)));

  /** 5 ms, 3 s later. */
  private final RunMetadata discriminators = run(device("CPU:0", node("sum", "AddV2", 3000, 5, 4)));

  private final StepTrace trace = StepTrace.of(List.of(generators, discriminators));

  @Test
  void waitingIsTheTimeInWhichNothingElseRuns() {
    assertEquals(15_000_000, trace.nanos());
    assertEquals(3_000_000, trace.waitingNanos());
  }

  @Test
  void anEmptyRunTakesNoTime() {
    StepTrace empty = StepTrace.of(List.of(RunMetadata.getDefaultInstance()));
    assertEquals(0, empty.nanos());
    assertEquals(0, empty.waitingNanos());
    assertTrue(TraceSummary.of("step 1", empty).get(0).startsWith("step 1: 0.0 ms in 0"));
  }

  @Test
  void streamsOfAGpuAreToldInMicrosecondsAndKernelsByTheirName() {
    NodeExecStats kernel =
        NodeExecStats.newBuilder()
            .setNodeName("g_SW/conv:Conv2D")
            .setAllStartMicros(12)
            .setAllEndRelMicros(5)
            .build();
    Execution execution = Execution.of(TASK + "GPU:0/stream:all", kernel);
    assertEquals(
        new Execution("GPU:0/stream:all", "g_SW/conv:Conv2D", "Conv2D", 12_000, 5_000, 0),
        execution);
  }

  @Test
  void copiesOfAGpuAreToldByTheirDirectionAndNothingTwice() {
    NodeExecStats kernel = NodeExecStats.newBuilder().setNodeName("conv:Conv2D").build();
    NodeExecStats copy =
        NodeExecStats.newBuilder()
            .setNodeName("images:_Send")
            .setTimelineLabel("MemcpyH2D num_bytes:4096")
            .build();
    StepTrace told =
        StepTrace.of(
            List.of(
                run(
                    device("GPU:0/stream:16", kernel),
                    device("GPU:0/stream:all", kernel),
                    device("GPU:0/stream:17<MemcpyH2D>", copy),
                    device("GPU:0/memcpy", copy))));
    assertEquals(
        List.of("Conv2D GPU:0/stream:all", "MemcpyH2D GPU:0/memcpy"),
        told.executions().stream().map(e -> e.type() + " " + e.device()).toList());

    StepTrace single = StepTrace.of(List.of(run(device("GPU:0/stream:16", kernel))));
    assertEquals(1, single.executions().size());
  }

  @Test
  void theChromeTraceHasAProcessForEachDeviceAndRowsForWhatOverlaps(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("step-12.json");
    ChromeTrace.write(trace, file);
    JsonNode events = new ObjectMapper().readTree(file.toFile()).get("traceEvents");
    List<String> found = new ArrayList<>();
    events.forEach(e -> found.add(e.get("ph").asText().equals("X") ? shown(e) : device(e)));
    assertEquals(
        List.of(
            "IteratorGetNext next 0.0+4000.0 at 0/0",
            "_Recv from_cpu 0.0+4000.0 at 1/0",
            "ReadVariableOp read 1000.0+1000.0 at 0/1 64 bytes",
            "Conv2D conv 4000.0+6000.0 at 1/0 4096 bytes",
            "Conv2D other/conv 5000.0+3000.0 at 1/1 1024 bytes",
            "AddV2 sum 3000000.0+5000.0 at 0/0 4 bytes",
            "process_name 0 CPU:0",
            "process_name 1 GPU:0"),
        found);
  }

  private static String shown(JsonNode e) {
    JsonNode args = e.get("args");
    String bytes = args.has("output bytes") ? " %s bytes".formatted(args.get("output bytes")) : "";
    return "%s %s %s+%s at %s/%s%s"
        .formatted(
            e.get("name").asText(),
            args.get("op").asText(),
            e.get("ts").asDouble(),
            e.get("dur").asDouble(),
            e.get("pid"),
            e.get("tid"),
            bytes);
  }

  private static String device(JsonNode e) {
    return "%s %s %s"
        .formatted(e.get("name").asText(), e.get("pid"), e.get("args").get("name").asText());
  }

  @Test
  void theSummaryAddsUpTypesByDevice() {
    List<String> lines = TraceSummary.of("step 12", trace);
    assertEquals("step 12: 15.0 ms in 6 operations, 20 % of it waiting for data", lines.get(0));
    assertEquals(
        List.of("Conv2D", "GPU:0", "2", "9.000", "69.2", "%"),
        words(lines.get(2)),
        lines::toString);
    assertEquals(
        List.of("AddV2", "CPU:0", "1", "5.000", "50.0", "%"), words(lines.get(3)), lines::toString);
    int slowest = lines.indexOf("  slowest operations");
    assertEquals(List.of("6.000", "ms", "Conv2D", "conv"), words(lines.get(slowest + 1)));
    assertEquals(6, lines.size() - slowest - 1);
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+"));
  }

  private static RunMetadata run(DeviceStepStats... devices) {
    return RunMetadata.newBuilder()
        .setStepStats(StepStats.newBuilder().addAllDevStats(List.of(devices)))
        .build();
  }

  private static DeviceStepStats device(String name, NodeExecStats... nodes) {
    return DeviceStepStats.newBuilder()
        .setDevice(TASK + name)
        .addAllNodeStats(List.of(nodes))
        .build();
  }

  private static NodeExecStats node(String name, String type, long start, long ms, long bytes) {
    var tensor =
        TensorDescription.newBuilder()
            .setAllocationDescription(AllocationDescription.newBuilder().setRequestedBytes(bytes));
    return NodeExecStats.newBuilder()
        .setNodeName(name)
        .setTimelineLabel("%s = %s(input, input_1)".formatted(name, type))
        .setAllStartNanos(BEGIN + start * 1_000_000)
        .setAllEndRelNanos(ms * 1_000_000)
        .addOutput(NodeOutput.newBuilder().setTensorDescription(tensor))
        .build();
  }
}
