package org.cycleat.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cycleat.placement.PlacedStep.Copy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

class PlacedStepTest {
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Ops onCpu =
      tf.withDevice(DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).build());
  private final Placeholder<TFloat32> fed =
      tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(2)));

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void whatAKernelOfTheGpuReadsOnTheHostIsCopiedBackUnlessItIsMadeThere() {
    var borders = tf.constant(new int[][] {{1, 1}});
    var border = tf.withName("border").constant(7f);
    var twice = tf.withName("twice").pad(tf.pad(fed, borders, border), borders, border);
    PlacedStep placed = placed(tf.withName("sum").math.add(twice, twice));
    assertEquals(Set.of("_Arg float"), sources(placed.toGpu()));
    assertEquals(Set.of("border:0", "sum:0"), tensors(placed.toHost()));

    var there = onCpu.withName("there").constant(7f);
    placed = placed(tf.withName("padded").pad(fed, borders, there));
    assertEquals(Set.of("padded:0"), tensors(placed.toHost()));
    assertEquals(Set.of("_Arg", "_Retval", "Const"), opsOnCpu(placed));
  }

  @Test
  void aVariableIsWhereAllThatTakeItCanBe() {
    var free = tf.varHandleOp(TFloat32.class, Shape.of(2));
    PlacedStep placed =
        placed(
            tf.withName("sum").math.add(fed, tf.readVariableOp(free, TFloat32.class)),
            tf.assignVariableOp(free, tf.constant(new float[2])));
    assertEquals(Set.of("_Arg", "_Retval"), opsOnCpu(placed));

    var bound = tf.varHandleOp(TFloat32.class, Shape.of(2));
    var assigned = onCpu.assignVariableOp(bound, tf.constant(new float[2]));
    var read =
        tf.withControlDependencies(List.of(assigned))
            .withName("read")
            .readVariableOp(bound, TFloat32.class);
    placed = placed(tf.withName("product").math.mul(fed, read), tf.noOp());
    assertEquals(
        Set.of("_Arg", "_Retval", "VarHandleOp", "ReadVariableOp", "AssignVariableOp", "Const"),
        opsOnCpu(placed));
    assertEquals(Set.of("_Arg float", "ReadVariableOp float"), sources(placed.toGpu()));
  }

  @Test
  void whatWaitsForTheGpuIsFound() {
    var variable = tf.varHandleOp(TFloat32.class, Shape.of(2));
    var change = tf.withName("change").assignVariableOp(variable, fed);
    var time = onCpu.withControlDependencies(List.of(change)).withName("time").timestamp();
    PlacedStep placed = placed(time);
    assertEquals(Set.of("time for change"), placed.waiting());
    assertEquals(Set.of("Timestamp", "_Arg", "_Retval"), opsOnCpu(placed));
  }

  @Test
  void anOperationThatTheListDoesNotTellAboutIsAnError() {
    Step step = step(tf.withName("unknown").math.acosh(fed), tf.noOp());
    assertThrows(IllegalArgumentException.class, () -> new PlacedStep(step));
  }

  private PlacedStep placed(Operand<?> fetched) {
    return placed(fetched, tf.noOp());
  }

  /**
   * @param before what is run before
   */
  private PlacedStep placed(Operand<?> fetched, Op before) {
    return new PlacedStep(step(fetched, before));
  }

  private Step step(Operand<?> fetched, Op before) {
    try (Session session = Step.DEVICE.session(graph);
        TFloat32 values = TFloat32.vectorOf(1, 2)) {
      session.run(before);
      try (Result result =
          session
              .runner()
              .setOptions(Step.TOLD)
              .feed(fed, values)
              .fetch(fetched)
              .runAndFetchMetadata()) {
        return Step.of(graph, result.getMetadata().orElseThrow());
      }
    }
  }

  private static Set<String> opsOnCpu(PlacedStep placed) {
    return placed.onCpu().stream().map(NodeDef::getOp).collect(Collectors.toSet());
  }

  private static Set<String> tensors(Set<Copy> copies) {
    return copies.stream().map(Copy::tensor).collect(Collectors.toSet());
  }

  private static Set<String> sources(Set<Copy> copies) {
    return copies.stream().map(c -> c.op() + " " + c.type()).collect(Collectors.toSet());
  }
}
