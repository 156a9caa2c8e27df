package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.cycleat.config.Config;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.cycleat.train.ImagePool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class TranslationGraphTest {
  private final Config config = Config.preset("tiny");
  private final TestGraph test = new TestGraph();
  private TranslationGraph net;

  @BeforeEach
  void build() {
    int batch = config.gan().batchSize();
    int side = config.imageSize();
    Shape shape = Shape.of(batch, side, side, 3);
    var labels = test.tf().constant(new int[batch]);
    var faces = new TranslationGraph.Faces(noise(shape, 1), labels, noise(shape, 2));
    net = new TranslationGraph(test.graph(), new Networks(config), faces, true);
    net.trained().forEach(test::initialize);
    test.initialize(net.fS.parameters());
    test.run(List.of(net.generatorStep.initializer(), net.discriminatorStep.initializer()));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void theWebClassifiersLossReachesTheGenerator() {
    for (String part : List.of("L_W_entropy", "L_W_attention")) {
      Operand<TFloat32> loss = net.generatorLosses().get(part);
      Variable first = net.gSW.parameters().get("in/kernel");
      float[] gradient = test.value(GradientCheck.gradients(test, loss, first.value()).get(0));
      float largest = 0;
      for (float g : gradient) {
        assertTrue(Float.isFinite(g), part);
        largest = Math.max(largest, Math.abs(g));
      }
      assertTrue(largest > 0, part + " does not move G_SW");
    }
  }

  @Test
  void theFrozenSourceClassifierHasNoStep() {
    assertFalse(net.trained().contains(net.fS.parameters()));
    assertTrue(net.trained().contains(net.fW.parameters()));
  }

  @Test
  void eachStepMovesItsOwnNetworksOnly() {
    Map<String, float[]> before = values();
    step(0.01f);
    Map<String, float[]> after = values();
    assertEquals(before.keySet(), after.keySet());
    assertArrayEquals(before.get("f_S"), after.get("f_S"), "the frozen teacher moved");
    for (String network : List.of("g_SW", "g_WS", "d_W", "d_S", "f_W")) {
      assertFalse(Arrays.equals(before.get(network), after.get(network)), network + " stays");
    }
  }

  @Test
  void theStepReportsEveryTermOfTheJointLoss() {
    assertEquals(
        List.of("L_D_W", "L_D_S", "L_GAN_SW", "L_GAN_WS", "L_cyc", "L_W_entropy", "L_W_attention"),
        List.copyOf(step(0f).keySet()));
  }

  private Operand<TFloat32> noise(Shape shape, long seed) {
    Ops tf = test.tf();
    var stream = tf.constant(new long[] {seed, 0});
    return tf.math.tanh(tf.random.statelessRandomNormal(tf.constant(shape.asArray()), stream));
  }

  private Map<String, Float> step(float learningRate) {
    var steps =
        new TranslationSteps(
            test.session(), net, new ImagePool(2, 1), new ImagePool(2, 2), StepMeasures.NONE);
    return steps.run(0, learningRate);
  }

  /** The first kernel of each network. */
  private Map<String, float[]> values() {
    Map<String, float[]> values = new TreeMap<>();
    List<Parameters> all = new ArrayList<>(net.trained());
    all.add(net.fS.parameters());
    for (Parameters network : all) {
      values.put(network.network(), test.value(network.trainable().get(0).value()));
    }
    return values;
  }
}
