package org.cycleat.profile;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.RunMetadata;

/**
 * Every operation of a training step.
 *
 * @param runs the session's runs that made up the step, in order; in each the operations that ran,
 *     the earliest first
 */
record StepTrace(List<List<Execution>> runs) {
  /** What a step waits in for its images. */
  private static final String NEXT_BATCH = "IteratorGetNext";

  /** They run from a step's start until what another device sends is there: no work either. */
  private static final Set<String> RECEIVERS = Set.of("_Recv", "_HostRecv");

  /** A GPU's kernels are told of all streams and again of each; its copies of each, and apart. */
  private static final String ALL_STREAMS = "/stream:all";

  private static final Pattern ONE_STREAM = Pattern.compile("/stream:\\d+");

  StepTrace {
    runs = runs.stream().map(List::copyOf).toList();
  }

  static StepTrace of(List<RunMetadata> runs) {
    return new StepTrace(runs.stream().map(StepTrace::executions).toList());
  }

  private static List<Execution> executions(RunMetadata run) {
    List<DeviceStepStats> devices = run.getStepStats().getDevStatsList();
    boolean summed = devices.stream().anyMatch(d -> d.getDevice().endsWith(ALL_STREAMS));
    return devices.stream()
        .filter(d -> !summed || !ONE_STREAM.matcher(d.getDevice()).find())
        .flatMap(d -> d.getNodeStatsList().stream().map(n -> Execution.of(d.getDevice(), n)))
        .sorted(Comparator.comparingLong(Execution::startNanos))
        .toList();
  }

  List<Execution> executions() {
    return runs.stream().flatMap(List::stream).toList();
  }

  /** From the first operation of each run to its last; what Java does between runs is left out. */
  long nanos() {
    return runs.stream().mapToLong(StepTrace::span).sum();
  }

  /** How much of {@link #nanos} nothing ran, but a batch was waited for. */
  long waitingNanos() {
    return runs.stream().mapToLong(StepTrace::waiting).sum();
  }

  private static long span(List<Execution> run) {
    long end = run.stream().mapToLong(Execution::endNanos).max().orElse(0);
    return run.isEmpty() ? 0 : end - run.get(0).startNanos();
  }

  /** The time that the waits cover, less what other operations cover of it. */
  private static long waiting(List<Execution> run) {
    List<Execution> active =
        run.stream().filter(execution -> !RECEIVERS.contains(execution.type())).toList();
    List<Execution> others =
        active.stream().filter(execution -> !execution.type().equals(NEXT_BATCH)).toList();
    return covered(active) - covered(others);
  }

  /**
   * How long at least one ran.
   *
   * @param run the earliest first
   */
  private static long covered(List<Execution> run) {
    long sum = 0;
    long until = Long.MIN_VALUE;
    for (Execution execution : run) {
      long from = Math.max(until, execution.startNanos());
      sum += Math.max(0, execution.endNanos() - from);
      until = Math.max(until, execution.endNanos());
    }
    return sum;
  }
}
