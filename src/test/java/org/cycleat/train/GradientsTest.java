package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.cycleat.TestGraph;
import org.cycleat.nn.Dropout;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Variable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.DeviceSpec;
import org.tensorflow.DeviceSpec.DeviceType;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class GradientsTest {
  private static final Towers TWO = new Towers(List.of(device(3), device(5)));

  private final TestGraph test = new TestGraph();
  private final Parameters net = new Parameters(test.tf(), "net", 1);
  private final Variable w = net.trainable("w", Shape.of(2), Initializer.ONES);
  private final Variable v = net.trainable("v", Shape.of(2), Initializer.ONES);

  @AfterEach
  void close() {
    test.close();
  }

  private static DeviceSpec device(int index) {
    return DeviceSpec.newBuilder().deviceType(DeviceType.GPU).deviceIndex(index).build();
  }

  /** The sum of w² v x. */
  private Operand<TFloat32> loss(Ops tf, float... x) {
    var terms = tf.math.mul(tf.math.mul(tf.math.square(w.value()), v.value()), tf.constant(x));
    return tf.reduceSum(terms, tf.constant(0));
  }

  private Gradients gradients() {
    return new Gradients(test.graph(), "step", List.of(net));
  }

  @Test
  void theMeanIsOfAllTowers() {
    test.set(w.value(), 2, 3);
    test.set(v.value(), 5, 7);
    var losses = List.of(loss(test.tf(), 1, 10), loss(test.tf(), 4, -1), loss(test.tf(), 1, 0));
    List<Operand<TFloat32>> means = gradients().ofMean(test.tf(), losses, null);
    // 2 w v x and w² x, where the mean of x is (2, 3)
    assertArrayEquals(new float[] {40, 126}, test.value(means.get(0)), 1e-4f);
    assertArrayEquals(new float[] {8, 27}, test.value(means.get(1)), 1e-4f);
  }

  @Test
  void gradientsAreScaledWhileTheyAreComputed() {
    test.set(w.value(), 2, 3);
    test.set(v.value(), 5, 7);
    var tf = test.tf();
    for (var losses : List.of(List.of(loss(tf, 1, 2)), List.of(loss(tf, 1, 3), loss(tf, 1, 1)))) {
      var scaled = gradients().ofMean(tf, losses, tf.constant(8f));
      assertArrayEquals(new float[] {8 * 20, 8 * 84}, test.value(scaled.get(0)), 1e-3f);
    }
  }

  @Test
  void gradientsAreOnTheDeviceOfTheirLoss() {
    List<Operand<TFloat32>> losses = new ArrayList<>();
    TWO.numbers().forEach(tower -> losses.add(loss(TWO.on(test.tf(), tower), 1, 2)));
    Operand<TFloat32> mean = gradients().ofMean(TWO.on(test.tf(), 0), losses, null).get(0);
    assertTrue(mean.op().name().length() > 0);
    int[] placed = new int[2];
    for (Iterator<GraphOperation> all = test.graph().operations(); all.hasNext(); ) {
      GraphOperation each = all.next();
      for (int tower = 0; tower < 2; tower++) {
        if (each.name().startsWith("step_gradients_%d/".formatted(tower))) {
          assertEquals(((GraphOperation) losses.get(tower).op()).device(), each.device());
          placed[tower]++;
        }
      }
    }
    assertTrue(placed[0] > 3, "operations: " + placed[0]);
    assertEquals(placed[0], placed[1]);
    assertTrue(((GraphOperation) losses.get(1).op()).device().endsWith("GPU:5"));
    assertTrue(((GraphOperation) mean.op()).device().endsWith("GPU:3"));
    String ofVariable = ((GraphOperation) w.value().op()).device();
    assertEquals("", ofVariable, "what was there before is left alone");
  }

  @Test
  void aTowerThatDoesNotReachAVariableIsRefused() {
    var tf = test.tf();
    var without = tf.reduceSum(tf.math.square(w.value()), tf.constant(0));
    var losses = List.<Operand<TFloat32>>of(loss(tf, 1, 2), without);
    var e =
        assertThrows(IllegalArgumentException.class, () -> gradients().ofMean(tf, losses, null));
    assertEquals("the loss of step does not reach net/v", e.getMessage());
  }

  @Test
  void partsOfABatchAreSplitAndJoined() {
    var batch = test.normal(1, 4, 1, 3);
    List<Operand<TFloat32>> parts = TWO.split(test.tf(), batch);
    assertEquals(2, parts.size());
    assertEquals(Shape.of(2, 1, 3), parts.get(1).shape());
    var one = new Towers(List.of());
    assertEquals(List.of(batch), one.split(test.tf(), batch));
    Towers unplaced = new Towers(List.of(cpu(), cpu()));
    assertArrayEquals(test.get(batch), test.value(unplaced.join(test.tf(), parts)));
    assertArrayEquals(
        new float[] {2.5f}, test.value(unplaced.mean(test.tf(), List.of(scalar(1), scalar(4)))));
  }

  @Test
  void towersDrawDifferentRandomNumbers() {
    Towers towers = new Towers(List.of(cpu(), cpu()));
    Pass first = towers.pass(test.tf(), 0, test.step(7));
    Pass second = towers.pass(test.tf(), 1, test.step(7));
    var x = test.tf().fill(test.tf().constant(new int[] {64}), test.tf().constant(1f));
    var dropout = new Dropout(0.5f, 1);
    float[] alone = test.value(dropout.apply(Pass.training(test.tf(), test.step(7)), x));
    assertArrayEquals(alone, test.value(dropout.apply(first, x)));
    assertTrue(!Arrays.equals(alone, test.value(dropout.apply(second, x))));
  }

  private static DeviceSpec cpu() {
    return DeviceSpec.newBuilder().deviceType(DeviceType.CPU).deviceIndex(0).build();
  }

  private Operand<TFloat32> scalar(float value) {
    return test.tf().constant(value);
  }
}
