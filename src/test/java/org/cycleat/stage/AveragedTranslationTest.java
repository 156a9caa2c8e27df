package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cycleat.TestGraph;
import org.cycleat.config.Config;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.cycleat.train.OptimizerStep;
import org.cycleat.train.StepRunner;
import org.cycleat.train.Towers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Stage II with averages of the generators' weights. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the graph takes seconds to build
class AveragedTranslationTest {
  private final TestGraph test = new TestGraph();
  private TranslationGraph net;

  /** After 20 steps of stage I the rate is (1 + 20) / (10 + 20). */
  @BeforeAll
  void build() {
    Config config = Config.preset("tiny").with("gan.weightAverage=0.9", "gan.batchSize=2");
    var faces = NoiseFaces.of(test.tf(), 2, 5);
    var part = new TranslationGraph.Part(true, 20);
    net = new TranslationGraph(test.graph(), new Networks(config), Towers.ONE, faces, part);
  }

  @BeforeEach
  void initialize() {
    net.initialize(test.session());
    test.initialize(net.networks.fS().parameters());
  }

  @AfterAll
  void close() {
    test.close();
  }

  private float[] values(Parameters network) {
    return test.value(network.trainable().get(0).value());
  }

  @Test
  void theWebClassifierHasAStepOfItsOwn() {
    assertEquals(
        List.of("generators g_SW g_WS", "discriminators d_W d_S", "f_W f_W"),
        net.steps().stream().map(AveragedTranslationTest::text).toList());
    assertEquals(
        List.of("g_SW", "g_WS", "f_W", "d_W", "d_S"),
        net.trained().stream().map(Parameters::network).toList());
  }

  private static String text(OptimizerStep step) {
    return step.name()
        + " "
        + String.join(" ", step.networks().stream().map(Parameters::network).toList());
  }

  @Test
  void averagesFollowTheGenerators() {
    Parameters weights = net.networks.gWS().parameters();
    Parameters mean = net.networks.keptWS().parameters();
    float[] before = values(weights);
    assertArrayEquals(before, values(mean));
    float[] web = values(net.networks.fW().parameters());
    run(net.steps().get(0));
    float[] after = values(weights);
    assertFalse(Arrays.equals(before, after));
    float[] expected = new float[after.length];
    for (int i = 0; i < after.length; i++) {
      expected[i] = (21 * before[i] + 9 * after[i]) / 30;
    }
    assertArrayEquals(expected, values(mean), 1e-6f);
    assertArrayEquals(web, values(net.networks.fW().parameters()), "f_W moved with the generators");
    run(net.steps().get(2));
    assertFalse(Arrays.equals(web, values(net.networks.fW().parameters())));
    assertArrayEquals(after, values(weights), "a generator moved with f_W");
  }

  private void run(OptimizerStep step) {
    var runner = test.session().runner().addTarget(step.target());
    net.stepInputs.run(runner, new StepInputs.Now(0, 0.05f), Map.of());
  }

  @Test
  void theWebClassifierLearnsFromWhatTheAverageMakes() {
    Map<String, Float> alike = losses();
    for (String term : List.of("entropy", "attention")) {
      assertEquals(alike.get("L_W_" + term), alike.get("L_W_average_" + term), 1e-5f, term);
    }
    Variable last = net.networks.gSW().parameters().get("out/bias");
    test.run(
        List.of(
            test.tf().assignVariableOp(last.handle(), test.tf().constant(new float[] {2, -1, 1}))));
    Map<String, Float> apart = losses();
    for (String term : List.of("entropy", "attention")) {
      assertEquals(alike.get("L_W_average_" + term), apart.get("L_W_average_" + term), 1e-5f, term);
      assertNotEquals(alike.get("L_W_" + term), apart.get("L_W_" + term), 1e-5f, term);
    }
  }

  private Map<String, Float> losses() {
    return new TranslationSteps(test.session(), net, StepRunner.PLAIN).run(0, 0f);
  }
}
