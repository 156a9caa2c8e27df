package org.cycleat.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

class SubgraphTest {

  /**
   * Of a and b comes c; d waits for b; e takes the second output of c and waits for d; f is alone.
   */
  private static final GraphDef WHOLE =
      GraphDef.newBuilder()
          .addNode(node("a"))
          .addNode(node("b"))
          .addNode(node("c", "a", "b"))
          .addNode(node("f"))
          .addNode(node("d", "^b"))
          .addNode(node("e", "c:1", "^d"))
          .build();

  private static NodeDef node(String name, String... inputs) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Op_" + name)
        .addAllInput(List.of(inputs))
        .build();
  }

  private static List<String> names(List<String> roots, Predicate<NodeDef> isLeaf) {
    return Subgraph.of(WHOLE, roots, isLeaf).stream().map(NodeDef::getName).toList();
  }

  @Test
  void keepsWhatTheRootsDependOnInTheGraphsOrder() {
    assertEquals(List.of("a", "b", "c", "d", "e"), names(List.of("e"), node -> false));
    assertEquals(List.of("b", "f", "d"), names(List.of("d", "f"), node -> false));
    assertEquals(List.of(), names(List.of(), node -> false));
  }

  @Test
  void stopsAtLeaves() {
    assertEquals(
        List.of("b", "c", "d", "e"), names(List.of("e"), node -> node.getOp().equals("Op_c")));
  }

  @Test
  void anOperationThatIsNotThereIsNamed() {
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> names(List.of("g"), node -> false));
    assertEquals("the graph has no operation g", thrown.getMessage());
  }
}
