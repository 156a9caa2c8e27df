package org.cycleat.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class NormalizationTest {
  private final TestGraph graph = new TestGraph();

  @AfterEach
  void close() {
    graph.close();
  }

  @Nested
  class Batch {
    private final Parameters parameters = new Parameters(graph.tf(), "net", 1);
    private final Layer norm = new BatchNorm(new Scope(parameters, Initializer.PAPER), "bn", 2);
    private final Operand<TFloat32> gamma = parameters.get("bn/gamma").value();
    private final Operand<TFloat32> beta = parameters.get("bn/beta").value();

    /** Channel one holds 1, 2, 3, 4, 5, 9; channel two ten times -1, 0, 1, 2, 3, 1. */
    private Operand<TFloat32> image() {
      return graph.input(Shape.of(2, 1, 3, 2), 1, -10, 2, 0, 3, 10, 4, 20, 5, 30, 9, 10);
    }

    private Pass training() {
      return Pass.training(graph.tf(), graph.step(0));
    }

    @Test
    void trainingNormalizesByTheBatch() {
      graph.initialize(parameters);
      graph.set(gamma, 2, 3);
      graph.set(beta, 0.5f, -1);
      // Means 4 and 10; population variances (9+4+1+0+1+25)/6 = 20/3 and (400+100+0+100+400+0)/6.
      double one = 2 / Math.sqrt(20 / 3.0 + 1.001e-5);
      double two = 3 / Math.sqrt(500 / 3.0 + 1.001e-5);
      float[] expected = new float[12];
      for (int i = 0; i < 12; i++) {
        double x = graph.get(image())[i];
        expected[i] = (float) (i % 2 == 0 ? 0.5 + one * (x - 4) : -1 + two * (x - 10));
      }
      assertArrayEquals(expected, graph.value(norm.apply(training(), image())), 1e-5f);
    }

    @Test
    void movingAveragesFollowTheBatchByATenth() {
      graph.initialize(parameters);
      Pass pass = training();
      norm.apply(pass, image());
      assertEquals(2, pass.updates().size());
      graph.run(pass.updates());
      // From 0 and 1; the variances are the population's, 40/6 and 1000/6.
      var mean = parameters.get("bn/moving_mean").value();
      var variance = parameters.get("bn/moving_variance").value();
      assertArrayEquals(new float[] {0.4f, 1}, graph.value(mean), 1e-6f);
      assertArrayEquals(new float[] {0.9f + 4 / 6f, 0.9f + 100 / 6f}, graph.value(variance), 1e-4f);
      graph.run(pass.updates());
      assertArrayEquals(new float[] {0.76f, 1.9f}, graph.value(mean), 1e-6f);
      assertArrayEquals(
          new float[] {0.81f + 7.6f / 6, 0.81f + 190 / 6f}, graph.value(variance), 1e-4f);
    }

    @Test
    void inferenceUsesTheMovingAveragesAndChangesNothing() {
      graph.set(gamma, 2, 3);
      graph.set(beta, 0.5f, -1);
      graph.set(parameters.get("bn/moving_mean").value(), 1, -10);
      graph.set(parameters.get("bn/moving_variance").value(), 4, 25);
      Pass pass = Pass.inference(graph.tf());
      // gamma (x - mean) / sqrt(variance) + beta: x - 1 + 0.5 and 0.6 (x + 10) - 1
      assertArrayEquals(
          new float[] {0.5f, -1, 1.5f, 5, 2.5f, 11, 3.5f, 17, 4.5f, 23, 8.5f, 11},
          graph.value(norm.apply(pass, image())),
          1e-4f);
      assertTrue(pass.updates().isEmpty());
    }

    @Test
    void onlyScaleAndOffsetAreTrainable() {
      assertEquals(4, parameters.trainableCount());
      assertEquals(8, parameters.count());
      assertFalse(parameters.get("bn/moving_mean").trainable());
      assertFalse(parameters.get("bn/moving_variance").trainable());
    }

    @Test
    void trainingGradientsMatchDifferences() {
      graph.initialize(parameters);
      graph.set(gamma, 2, -0.5f);
      graph.set(beta, 0.5f, -1);
      var image = graph.normal(1, 3, 2, 4, 2);
      GradientCheck.assertGradients(graph, norm.apply(training(), image), image, gamma, beta);
    }

    @Test
    void inferenceGradientsMatchDifferences() {
      graph.set(gamma, 2, -0.5f);
      graph.set(beta, 0.5f, -1);
      graph.set(parameters.get("bn/moving_mean").value(), 1, -0.5f);
      graph.set(parameters.get("bn/moving_variance").value(), 2, 0.5f);
      var image = graph.normal(1, 3, 2, 4, 2);
      Pass pass = Pass.inference(graph.tf());
      GradientCheck.assertGradients(graph, norm.apply(pass, image), image, gamma, beta);
    }
  }

  @Nested
  class Instance {
    private final Layer norm = new InstanceNorm();
    private final Pass pass = Pass.inference(graph.tf());

    @Test
    void normalizesEachChannelOfAnImage() {
      // Means 4 and -1; population variances 20/3 and (9 + 1 + 0 + 4 + 4 + 0)/6 = 3.
      var image = graph.input(Shape.of(1, 2, 3, 2), 1, 2, 2, 0, 3, -1, 4, -3, 5, -3, 9, -1);
      double one = 1 / Math.sqrt(20 / 3.0 + 1e-5);
      double two = 1 / Math.sqrt(3 + 1e-5);
      double[] centred = {-3, 3, -2, 1, -1, 0, 0, -2, 1, -2, 5, 0};
      float[] expected = new float[12];
      for (int i = 0; i < 12; i++) {
        expected[i] = (float) (centred[i] * (i % 2 == 0 ? one : two));
      }
      assertArrayEquals(expected, graph.value(norm.apply(pass, image)), 1e-5f);
    }

    @Test
    void aBatchIsNormalizedImageByImage() {
      for (int images : new int[] {3, 7, 16}) {
        float[] elements = TestGraph.normals(1, images * 2 * 4 * 5);
        float[] together =
            graph.value(norm.apply(pass, graph.input(Shape.of(images, 2, 4, 5), elements)));
        for (int n = 0; n < images; n++) {
          float[] one = Arrays.copyOfRange(elements, n * 40, n * 40 + 40);
          float[] alone = graph.value(norm.apply(pass, graph.input(Shape.of(1, 2, 4, 5), one)));
          assertArrayEquals(alone, Arrays.copyOfRange(together, n * 40, n * 40 + 40));
        }
      }
    }

    @Test
    void aBatchOfAnySizeIsNormalizedAlike() {
      float[] elements = TestGraph.normals(1, 3 * 2 * 4 * 5);
      var batch = graph.input(Shape.of(3, 2, 4, 5), elements);
      var unknown = graph.input(Shape.of(-1, 2, 4, 5), Shape.of(3, 2, 4, 5), elements);
      assertArrayEquals(
          graph.value(norm.apply(pass, batch)), graph.value(norm.apply(pass, unknown)), 1e-5f);
    }

    @Test
    void aFlatImageBecomesZeroWithAFiniteGradient() {
      for (int n = 1; n <= 2; n++) {
        float[] flat = new float[n * 12];
        Arrays.fill(flat, 3f);
        var image = graph.input(Shape.of(n, 2, 3, 2), flat);
        var y = norm.apply(pass, image);
        assertArrayEquals(new float[n * 12], graph.value(y), 1e-3f);
        var sum =
            graph
                .tf()
                .reduceSum(graph.tf().math.square(y), graph.tf().constant(new int[] {0, 1, 2, 3}));
        for (float g : graph.value(GradientCheck.gradients(graph, sum, image).get(0))) {
          assertTrue(Float.isFinite(g));
        }
      }
    }

    @Test
    void gradientsMatchDifferences() {
      var one = graph.normal(1, 1, 3, 4, 2);
      GradientCheck.assertGradients(graph, norm.apply(pass, one), one);
      var several = graph.normal(2, 3, 2, 4, 2);
      GradientCheck.assertGradients(graph, norm.apply(pass, several), several);
      var many = graph.normal(3, 9, 2, 3, 2);
      GradientCheck.assertGradients(graph, norm.apply(pass, many), many);
      float[] elements = TestGraph.normals(2, 3 * 2 * 4 * 2);
      var unknown = graph.input(Shape.of(-1, 2, 4, 2), Shape.of(3, 2, 4, 2), elements);
      GradientCheck.assertGradients(graph, norm.apply(pass, unknown), unknown);
    }
  }
}
