package org.cycleat.export;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** What some operations of a graph depend on, without the rest. */
final class Subgraph {
  private Subgraph() {}

  /**
   * @param roots names of operations
   * @param isLeaf where it holds, what the operation depends on is left out
   * @return the roots and all that they depend on, in the graph's order: every operation stands
   *     after those that it takes from
   * @throws IllegalArgumentException where an operation is not there
   */
  static List<NodeDef> of(GraphDef whole, Collection<String> roots, Predicate<NodeDef> isLeaf) {
    Map<String, NodeDef> nodes = new LinkedHashMap<>();
    whole.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      String name = open.remove();
      NodeDef node = nodes.get(name);
      if (node == null) {
        throw new IllegalArgumentException("the graph has no operation " + name);
      }
      if (needed.add(name) && !isLeaf.test(node)) {
        node.getInputList().forEach(input -> open.add(operation(input)));
      }
    }
    return nodes.values().stream().filter(node -> needed.contains(node.getName())).toList();
  }

  /**
   * Of an input, which is {@code name}, {@code name:output} or, only to wait for it, {@code ^name}.
   */
  static String operation(String input) {
    return input.replaceFirst("^\\^", "").replaceFirst(":\\d+$", "");
  }
}
