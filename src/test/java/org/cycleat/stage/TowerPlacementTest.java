package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;

/** Where the work of towers is done, on virtual devices of the processor. */
@EnabledIfEnvironmentVariable(
    named = "TF_ENABLE_ONEDNN_OPTS",
    matches = "0",
    disabledReason =
        "oneDNN's operations stand in for those that a GPU has; the build runs it without")
class TowerPlacementTest {
  /** What takes the time of a step; a convolution alone, or with what follows it. */
  private static final List<String> COMPUTED =
      List.of(
          "Conv2D|_FusedConv2D", "Conv2DBackpropInput", "Conv2DBackpropFilter", "Relu", "ReluGrad");

  @Test
  void everyTowerComputesItsOwnPartForwardsAndBackwards() {
    for (TowerSteps.Builder builder :
        List.<TowerSteps.Builder>of(TowerSteps::vgg, TowerSteps::translation)) {
      List<NodeDef> placed = placed(builder);
      for (String ops : COMPUTED) {
        assertTrue(count(placed, ops, 0) > 0, ops);
        assertEquals(count(placed, ops, 0), count(placed, ops, 1), ops);
      }
      assertTrue(count(placed, "ResourceApplyAdam", 0) > 10);
      assertEquals(0, count(placed, "ResourceApplyAdam", 1), "variables are on the first");
    }
  }

  /**
   * @param op a regular expression
   */
  private static long count(List<NodeDef> nodes, String op, int device) {
    return nodes.stream()
        .filter(node -> node.getOp().matches(op) && node.getDevice().endsWith("CPU:" + device))
        .count();
  }

  /** What a step runs, with the devices that TensorFlow chose. */
  private static List<NodeDef> placed(TowerSteps.Builder builder) {
    try (Graph graph = new Graph();
        Session session = new Session(graph, TowerSteps.cpus(2))) {
      TowerSteps.Built built = builder.build(graph, session, TowerSteps.towers(2));
      built.start().run();
      var runner =
          session
              .runner()
              .setOptions(RunOptions.newBuilder().setOutputPartitionGraphs(true).build());
      built.steps().forEach(step -> runner.addTarget(step.target()));
      List<RunMetadata> metadata = new ArrayList<>();
      built
          .inputs()
          .through(
              run -> {
                Result result = run.runAndFetchMetadata();
                metadata.add(result.getMetadata().orElseThrow());
                return result;
              })
          .run(runner, new StepInputs.Now(0, 1e-3f), Map.of());
      List<NodeDef> nodes = new ArrayList<>();
      for (GraphDef part : metadata.get(0).getPartitionGraphsList()) {
        nodes.addAll(part.getNodeList());
      }
      return nodes;
    }
  }
}
