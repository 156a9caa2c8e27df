package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.cycleat.config.Config;
import org.cycleat.train.StepRunner;
import org.cycleat.train.Towers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** What the discriminators see, with and without changes. */
class AugmentedTranslationTest {
  private static final List<String> SEEN = List.of("L_GAN_SW", "L_GAN_WS", "L_D_W", "L_D_S");

  @ParameterizedTest
  @ValueSource(strings = {"none", "colour", "translation", "cutout"})
  void allThatDiscriminatorsSeeChangesFromStepToStep(String augment) {
    Config config =
        Config.preset("tiny")
            .with("gan.augment=" + augment, "gan.poolSize=0", "gan.batchSize=2", "threads=1");
    try (TestGraph test = new TestGraph()) {
      var faces = NoiseFaces.of(test.tf(), 0, 1);
      var net =
          new TranslationGraph(
              test.graph(),
              new Networks(config),
              Towers.ONE,
              faces,
              new TranslationGraph.Part(false, 0));
      net.initialize(test.session());
      Map<String, Float> first = step(test, net, 5);
      Map<String, Float> again = step(test, net, 5);
      Map<String, Float> next = step(test, net, 6);
      assertEquals(first.get("L_cyc"), next.get("L_cyc"), 1e-6f);
      for (String loss : SEEN) {
        assertEquals(first.get(loss), again.get(loss), 1e-6f, loss);
        if (augment.equals("none")) {
          assertEquals(first.get(loss), next.get(loss), 1e-6f, loss);
        } else {
          assertNotEquals(first.get(loss), next.get(loss), 1e-6f, loss);
        }
      }
      assertReachesTheGenerator(test, net);
    }
  }

  private static void assertReachesTheGenerator(TestGraph test, TranslationGraph net) {
    var kernel = net.networks.gSW().parameters().get("in/kernel");
    var gradient =
        GradientCheck.gradients(test, net.losses().get("L_GAN_SW"), kernel.value()).get(0);
    var size =
        test.tf().sum(test.tf().math.abs(gradient), test.tf().constant(new int[] {0, 1, 2, 3}));
    net.networks.gSW().parameters().initialize(test.session());
    try (var at = TInt64.scalarOf(5);
        var result = test.session().runner().feed(net.stepInputs.step(), at).fetch(size).run()) {
      assertTrue(((TFloat32) result.get(0)).getFloat() > 0);
    }
  }

  private static Map<String, Float> step(TestGraph test, TranslationGraph net, long step) {
    return new TranslationSteps(test.session(), net, StepRunner.PLAIN).run(step, 0f);
  }
}
