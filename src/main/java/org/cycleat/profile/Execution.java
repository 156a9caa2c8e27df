package org.cycleat.profile;

import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.NodeOutput;

/**
 * An operation that ran.
 *
 * @param device such as {@code CPU:0}, or a GPU's stream such as {@code GPU:0/stream:all}
 * @param name of the node in the graph, or of the kernel on a stream
 * @param type such as {@code Conv2D}
 * @param startNanos since 1970
 * @param nanos how long it took, until its result was passed on
 * @param bytes of its outputs, 0 where the runtime does not tell
 */
record Execution(String device, String name, String type, long startNanos, long nanos, long bytes) {

  private static final String COPY = "Memcpy";

  long endNanos() {
    return startNanos + nanos;
  }

  static Execution of(String device, NodeExecStats stats) {
    // Streams of a GPU are told in microseconds only.
    boolean fine = stats.getAllStartNanos() != 0;
    long start = fine ? stats.getAllStartNanos() : 1000 * stats.getAllStartMicros();
    long nanos = fine ? stats.getAllEndRelNanos() : 1000 * stats.getAllEndRelMicros();
    long bytes = stats.getOutputList().stream().mapToLong(Execution::bytes).sum();
    return new Execution(
        place(device), stats.getNodeName(), type(stats), start, Math.max(0, nanos), bytes);
  }

  private static long bytes(NodeOutput output) {
    return output.getTensorDescription().getAllocationDescription().getRequestedBytes();
  }

  /** From {@code /job:localhost/replica:0/task:0/device:CPU:0} what tells devices apart. */
  private static String place(String device) {
    int at = device.indexOf("/device:");
    return at < 0 ? device : device.substring(at + "/device:".length());
  }

  /**
   * The executor's label is {@code name = Type(inputs)}; kernels are {@code name:Type}, or bare. A
   * GPU's copy has the name of the operation that it is for, and is told as {@code MemcpyH2D ...}.
   */
  private static String type(NodeExecStats stats) {
    String label = stats.getTimelineLabel();
    if (label.startsWith(COPY)) {
      return label.replaceFirst(" .*", "");
    }
    int equals = label.indexOf(" = ");
    int open = label.indexOf('(', equals + 1);
    if (equals >= 0 && open > equals) {
      return label.substring(equals + " = ".length(), open);
    }
    String name = stats.getNodeName();
    int colon = name.lastIndexOf(':');
    return colon >= 0 && colon < name.length() - 1 ? name.substring(colon + 1) : name;
  }
}
