package org.cycleat.train;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetRequestedDevice;

import java.lang.reflect.Field;
import java.util.Iterator;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.internal.c_api.TF_Graph;

/**
 * Gives operations a device after they were made. TensorFlow's builder of gradients leaves it open,
 * so that all would be computed on the first.
 */
final class Placement {
  private final Graph graph;
  private final TF_Graph handle;

  Placement(Graph graph) {
    this.graph = graph;
    this.handle = handle(graph);
  }

  /**
   * To be called before a session has run any of them.
   *
   * @param scope that the operations' names are in
   * @param device as {@link GraphOperation#device()} gives it
   */
  void place(String scope, String device) {
    for (Iterator<GraphOperation> all = graph.operations(); all.hasNext(); ) {
      GraphOperation each = all.next();
      if (each.name().startsWith(scope + "/")) {
        TF_SetRequestedDevice(handle, each.getUnsafeNativeHandle(), device);
      }
    }
  }

  /** The Java API of TensorFlow 1.1.0 gives the handles of operations, but not that of a graph. */
  private static TF_Graph handle(Graph graph) {
    try {
      Field handle = Graph.class.getDeclaredField("nativeHandle");
      handle.setAccessible(true);
      return (TF_Graph) handle.get(graph);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("org.tensorflow.Graph is not that of TensorFlow 1.1.0", e);
    }
  }
}
