package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;

/**
 * Virtual devices of the processor that share a batch, against one that has all of it.
 *
 * <p>Adam moves a parameter by the learning rate whatever the size of its gradient, so one whose
 * gradient is zero but for rounding, such as a bias before a normalisation, goes where rounding
 * sends it. An epsilon far above rounding leaves such parameters in place. Weights of CycleGAN's
 * size make small networks so sensitive that a learning rate changed by a millionth, on one device,
 * ends a thousandth apart; larger ones and an epsilon near 1 keep rounding what it is for a few
 * steps: oneDNN adds up a batch of two in another order than two of one, and what is 3e-8 apart
 * after one step is 1e-4 apart after 20. With batch norm a small learning rate does so, too.
 */
class TowersTest {
  private static final double TOLERANCE = 1e-5;

  /** What a training leaves behind. */
  private record Outcome(Map<String, float[]> variables, Map<String, Float> losses) {}

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void aClassifierWithATeacherLearnsTheSame(int towers) {
    assertSame(train(1, TowerSteps::vgg, 2e-4f, 20), train(towers, TowerSteps::vgg, 2e-4f, 20));
  }

  @Test
  void imagesThatCountLessDoSoOnEveryDevice() {
    Outcome one = train(1, TowerSteps::weighed, 2e-4f, 20);
    assertSame(one, train(2, TowerSteps::weighed, 2e-4f, 20));
    assertNotEquals(one.losses(), train(1, TowerSteps::vgg, 2e-4f, 20).losses());
  }

  @Test
  void unlabelledImagesAreSharedToo() {
    Outcome one = train(1, TowerSteps::unlabelled, 2e-4f, 10);
    assertTrue(one.losses().get("confident") > 0);
    assertSame(one, train(2, TowerSteps::unlabelled, 2e-4f, 10));
  }

  @Test
  void withBatchNormItDoesWhereThePartsHaveTheSameStatistics() {
    Outcome one = train(1, TowerSteps::resNet, 2e-5f, 20);
    assertTrue(one.variables().keySet().stream().anyMatch(name -> name.endsWith("moving_mean")));
    assertSame(one, train(2, TowerSteps::resNet, 2e-5f, 20));
  }

  @Test
  void translationLearnsTheSame() {
    assertSame(
        train(1, TowerSteps::translation, 2e-4f, 5), train(2, TowerSteps::translation, 2e-4f, 5));
  }

  private static Outcome train(
      int towers, TowerSteps.Builder builder, float learningRate, int steps) {
    try (Graph graph = new Graph();
        Session session = new Session(graph, TowerSteps.cpus(towers))) {
      TowerSteps.Built built = builder.build(graph, session, TowerSteps.towers(towers));
      built.start().run();
      Map<String, float[]> before = variables(session, built.networks());
      Map<String, Float> losses = Map.of();
      for (int s = 0; s < steps; s++) {
        var runner = session.runner();
        built.steps().forEach(step -> runner.addTarget(step.target()));
        losses = built.inputs().run(runner, new StepInputs.Now(s, learningRate), built.losses());
      }
      Map<String, float[]> after = variables(session, built.networks());
      double moved = 0;
      for (String name : before.keySet()) {
        if (name.endsWith("kernel")) {
          moved = Math.max(moved, furthest(before.get(name), after.get(name)));
        }
      }
      assertTrue(moved > 20 * TOLERANCE, "moved by " + moved);
      return new Outcome(after, losses);
    }
  }

  private static void assertSame(Outcome expected, Outcome found) {
    assertEquals(expected.variables().keySet(), found.variables().keySet());
    expected
        .variables()
        .forEach(
            (name, values) -> {
              double apart = furthest(values, found.variables().get(name));
              double largest = furthest(values, new float[values.length]);
              assertTrue(apart <= TOLERANCE * Math.max(1, largest), name + " is apart by " + apart);
            });
    assertEquals(expected.losses().keySet(), found.losses().keySet());
    expected
        .losses()
        .forEach((name, loss) -> assertEquals(loss, found.losses().get(name), 1e-4 * loss, name));
  }

  private static double furthest(float[] values, float[] others) {
    double furthest = 0;
    for (int i = 0; i < values.length; i++) {
      furthest = Math.max(furthest, Math.abs(values[i] - others[i]));
    }
    return furthest;
  }

  private static Map<String, float[]> variables(Session session, List<Parameters> networks) {
    Map<String, float[]> values = new TreeMap<>();
    for (Parameters network : networks) {
      var runner = session.runner();
      network.all().forEach(variable -> runner.fetch(variable.value()));
      try (Result result = runner.run()) {
        int next = 0;
        for (Variable variable : network.all()) {
          float[] elements = new float[(int) variable.shape().size()];
          result.get(next++).asRawTensor().data().asFloats().read(elements);
          values.put(network.network() + "/" + variable.name(), elements);
        }
      }
    }
    return values;
  }
}
