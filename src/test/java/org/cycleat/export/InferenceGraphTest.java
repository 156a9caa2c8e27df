package org.cycleat.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cycleat.TestGraph;
import org.cycleat.model.Classifier;
import org.cycleat.model.Features;
import org.cycleat.model.LandmarkNetwork;
import org.cycleat.model.ResNet;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

class InferenceGraphTest {
  private static final Path COMMITTED = Path.of("graphs");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theCommittedGraphIsTheCodes(InferenceGraph graph) throws IOException {
    Path file = COMMITTED.resolve(graph.fileName());
    List<String> committed = Files.readAllLines(file);
    List<String> written = graph.text().lines().toList();
    // Line by line: a whole graph would not be read in a message.
    for (int i = 0; i < Math.min(committed.size(), written.size()); i++) {
      assertEquals(written.get(i), committed.get(i), file + ":" + (i + 1) + ", run make graphs");
    }
    assertEquals(written.size(), committed.size(), file + ", run make graphs");
  }

  @Test
  void noOtherGraphIsCommitted() throws IOException {
    try (Stream<Path> files = Files.list(COMMITTED)) {
      assertEquals(
          Arrays.stream(InferenceGraph.values())
              .map(InferenceGraph::fileName)
              .collect(Collectors.toSet()),
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals("README.md"))
              .collect(Collectors.toSet()));
    }
  }

  /** Each network's variables, published or counted in its own test. */
  @ParameterizedTest
  @CsvSource({
    "RESNET14, logits group1 group2 group3, 82",
    "RESNET18, logits group1 group2 group3 group4, 102",
    "RESNET34, logits group1 group2 group3 group4, 182",
    "RESNET38, logits group1 group2 group3, 197",
    "RESNET50, logits group1 group2 group3 group4, 320",
    "RESNET101, logits group1 group2 group3 group4, 626",
    "VGG16, logits group1 group2 group3 group4 group5, 32",
    "VGG19, logits group1 group2 group3 group4 group5, 38",
    "ALEXNET, logits group1 group2 group3 group4 group5, 16",
    "GENERATOR, translated, 48",
    "GENERATOR_RESIZE, translated, 48",
    "DISCRIMINATOR, scores, 10",
    "LANDMARKS68, points, 52"
  })
  void holdsTheNetworkAndItsSaverAndNothingOfTraining(
      InferenceGraph graph, String outputs, int variables) {
    List<NodeDef> nodes = graph.definition().getNodeList();
    assertEquals(variables, count(nodes, "VarHandleOp"));
    assertEquals(variables, count(nodes, "ReadVariableOp"));
    assertEquals(variables, count(nodes, "AssignVariableOp"));
    List<String> names = nodes.stream().map(NodeDef::getName).toList();
    List<String> expected = List.of((InferenceGraph.IMAGES + " " + outputs).split(" "));
    assertTrue(names.containsAll(expected), names.toString());
    assertTrue(names.containsAll(List.of("save/filename", "save/restore_all")), names.toString());
    for (NodeDef node : nodes) {
      assertFalse(node.getOp().matches(".*(Random|Grad|AssignSub).*"), node.toString());
      if (node.getOp().startsWith("FusedBatchNorm")) {
        assertFalse(node.getAttrOrThrow("is_training").getB(), node.getName());
      }
      if (node.getOp().equals("AssignVariableOp")) {
        assertTrue(node.getName().startsWith("save/"), node.getName());
      }
    }
  }

  private static long count(List<NodeDef> nodes, String operation) {
    return nodes.stream().filter(node -> node.getOp().equals(operation)).count();
  }

  @Test
  void aClassifiersTextRestoresACheckpointAndGivesItsOutputs() throws IOException {
    assertSameOutputs(
        InferenceGraph.RESNET18,
        Shape.of(2, 256, 256, 3),
        List.of("logits", "group2", "group4"),
        scope -> {
          Classifier network = new ResNet(scope, ResNet.Depth.RESNET_18, 1, 7);
          return (pass, x) -> {
            Features features = network.apply(pass, x);
            return List.of(features.logits(), features.groups().get(1), features.groups().get(3));
          };
        });
  }

  @Test
  void theLandmarksTextRestoresACheckpointAndGivesItsOutputs() throws IOException {
    assertSameOutputs(
        InferenceGraph.LANDMARKS68,
        Shape.of(3, 64, 64, 1),
        List.of("points"),
        scope -> {
          LandmarkNetwork network = new LandmarkNetwork(scope, 16);
          return (pass, x) -> List.of(network.apply(pass, x));
        });
  }

  private interface Applied {
    List<Operand<TFloat32>> outputs(Pass pass, Operand<TFloat32> images);
  }

  private void assertSameOutputs(
      InferenceGraph graph, Shape input, List<String> outputs, Function<Scope, Applied> network)
      throws IOException {
    String checkpoint = folder.resolve("weights").toString();
    List<float[]> expected = ofTheNetworkItself(network, input, checkpoint);
    GraphDef.Builder parsed = GraphDef.newBuilder();
    TextFormat.merge(Files.readString(COMMITTED.resolve(graph.fileName())), parsed);
    try (Graph imported = new Graph();
        Session session = new Session(imported);
        TString file = TString.scalarOf(checkpoint);
        TFloat32 images = TFloat32.tensorOf(input, DataBuffers.of(random(input)))) {
      imported.importGraphDef(parsed.build());
      session.runner().feed("save/filename", file).addTarget("save/restore_all").run().close();
      for (int i = 0; i < outputs.size(); i++) {
        try (Result result = session.runner().feed("images", images).fetch(outputs.get(i)).run()) {
          float[] found = values((TFloat32) result.get(0));
          assertTrue(largest(expected.get(i)) > 1e-3, "nothing is compared");
          assertArrayEquals(expected.get(i), found, 1e-5f * largest(expected.get(i)));
        }
      }
    }
  }

  /** With random weights, which it writes as a checkpoint. */
  private static List<float[]> ofTheNetworkItself(
      Function<Scope, Applied> network, Shape input, String checkpoint) {
    try (TestGraph graph = new TestGraph();
        TString file = TString.scalarOf(checkpoint)) {
      Ops tf = graph.tf();
      Parameters parameters = new Parameters(tf, "another", 11);
      Applied applied = network.apply(new Scope(parameters, Initializer.HE));
      var outputs = applied.outputs(Pass.inference(tf), graph.input(input, random(input)));
      SaverOperations.add(tf, parameters);
      graph.initialize(parameters);
      graph
          .session()
          .runner()
          .feed(SaverOperations.FILE, file)
          .addTarget(SaverOperations.SAVE)
          .run()
          .close();
      return outputs.stream().map(graph::value).toList();
    }
  }

  private static float[] random(Shape shape) {
    return TestGraph.normals(3, (int) shape.size());
  }

  private static float[] values(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values));
    return values;
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
