package org.cycleat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/**
 * Compares the gradients that TensorFlow derives with central differences of fourth order.
 *
 * <p>A result of many elements is first projected on fixed random weights, so that an error in any
 * element shows. The projection of the differences is in double precision.
 */
public final class GradientCheck {

  /** Truncation errs by step^4, rounding by 1e-7 / step: both stay near 1e-5 for values near 1. */
  private static final float STEP = 0.02f;

  private static final double TOLERANCE = 1e-3;

  private GradientCheck() {}

  /**
   * Fails where a gradient of {@code y} by one of {@code inputs} is missing, zero throughout, or
   * off by more than a thousandth of its largest element.
   *
   * @param inputs inputs of the graph, or values of variables that it feeds
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // handed on, never written
  public static void assertGradients(
      TestGraph graph, Operand<TFloat32> y, Operand<TFloat32>... inputs) {
    int outputs = graph.value(y).length;
    float[] weights = TestGraph.normals(97, outputs);
    List<Operand<TFloat32>> gradients =
        gradients(graph, project(graph, y, weights), List.of(inputs));
    for (int i = 0; i < inputs.length; i++) {
      float[] derived = graph.value(gradients.get(i));
      double[] measured = differences(graph, y, weights, inputs[i]);
      double largest = Arrays.stream(measured).map(Math::abs).max().orElseThrow();
      assertTrue(largest > 1e-3, "the gradient by input " + i + " is zero: nothing is compared");
      assertArrayEquals(measured, toDouble(derived), TOLERANCE * largest, "gradient by input " + i);
    }
  }

  /** The gradients that TensorFlow derives of a scalar; fails where one is missing. */
  @SafeVarargs
  @SuppressWarnings("varargs") // handed on, never written
  public static List<Operand<TFloat32>> gradients(
      TestGraph graph, Operand<TFloat32> scalar, Operand<TFloat32>... inputs) {
    return gradients(graph, scalar, List.of(inputs));
  }

  /** The gradients that TensorFlow derives of a scalar; fails where one is missing. */
  public static List<Operand<TFloat32>> gradients(
      TestGraph graph, Operand<TFloat32> scalar, List<Operand<TFloat32>> inputs) {
    Output<?>[] by = inputs.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    Output<?>[] derived = graph.graph().addGradients(scalar.asOutput(), by);
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (int i = 0; i < derived.length; i++) {
      assertNotNull(derived[i], "no gradient by input " + i);
      gradients.add(derived[i].expect(TFloat32.class));
    }
    return gradients;
  }

  /**
   * Fails where a trainable parameter has no gradient of the squares of {@code y}, or one that is
   * not finite, or zero although {@code learns} holds for its name.
   */
  public static void assertLearns(
      TestGraph graph, Operand<TFloat32> y, Parameters parameters, Predicate<String> learns) {
    List<Variable> trainable = parameters.trainable();
    Operand<TFloat32> sum = overall(graph, graph.tf().math.square(y));
    List<Operand<TFloat32>> gradients =
        gradients(graph, sum, trainable.stream().map(Variable::value).toList());
    // Of one run: a run for each would plan the whole graph each time.
    float[] sizes =
        graph.value(
            graph
                .tf()
                .stack(
                    gradients.stream().map(g -> overall(graph, graph.tf().math.abs(g))).toList()));
    for (int i = 0; i < sizes.length; i++) {
      String name = trainable.get(i).name();
      assertTrue(Float.isFinite(sizes[i]), () -> "the gradient by " + name + " is not finite");
      assertTrue(sizes[i] > 0 || !learns.test(name), () -> name + " learns nothing");
    }
  }

  /** The sum of all elements, a scalar. */
  private static Operand<TFloat32> overall(TestGraph graph, Operand<TFloat32> x) {
    var tf = graph.tf();
    int rank = x.shape().numDimensions();
    return tf.reduceSum(x, tf.constant(IntStream.range(0, rank).toArray()));
  }

  private static Operand<TFloat32> project(TestGraph graph, Operand<TFloat32> y, float[] weights) {
    var tf = graph.tf();
    var flat = tf.reshape(y, tf.constant(new int[] {-1}));
    return tf.reduceSum(tf.math.mul(flat, tf.constant(weights)), tf.constant(0));
  }

  private static double[] differences(
      TestGraph graph, Operand<TFloat32> y, float[] weights, Operand<TFloat32> input) {
    float[] at = graph.get(input);
    double[] slopes = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double near = difference(graph, y, weights, input, i, STEP);
      double far = difference(graph, y, weights, input, i, 2 * STEP);
      slopes[i] = (4 * near - far) / 3;
    }
    return slopes;
  }

  /** (y(x + step) - y(x - step)) / (2 step), projected. */
  private static double difference(
      TestGraph graph,
      Operand<TFloat32> y,
      float[] weights,
      Operand<TFloat32> input,
      int element,
      float step) {
    float[] at = graph.get(input);
    float[] moved = at.clone();
    moved[element] = at[element] + step;
    double distance = moved[element];
    graph.set(input, moved);
    float[] above = graph.value(y);
    moved[element] = at[element] - step;
    distance -= moved[element];
    graph.set(input, moved);
    float[] below = graph.value(y);
    graph.set(input, at);
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * ((double) above[k] - below[k]);
    }
    return sum / distance;
  }

  private static double[] toDouble(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }
}
