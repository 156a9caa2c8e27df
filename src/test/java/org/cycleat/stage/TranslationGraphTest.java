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
import org.cycleat.train.OptimizerStep;
import org.cycleat.train.StepRunner;
import org.cycleat.train.StoredVariable;
import org.cycleat.train.Towers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the graph takes seconds to build
class TranslationGraphTest {
  private final Config config = Config.preset("tiny");
  private final TestGraph test = new TestGraph();
  private TranslationGraph net;

  @BeforeAll
  void build() {
    int batch = config.gan().batchSize();
    int side = config.imageSize();
    Shape shape = Shape.of(batch, side, side, 3);
    var labels = test.tf().constant(new int[batch]);
    var faces = new TranslationGraph.Faces(noise(shape, 1), labels, noise(shape, 2));
    net =
        new TranslationGraph(
            test.graph(),
            new Networks(config),
            Towers.ONE,
            faces,
            new TranslationGraph.Part(true, 0));
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

  @Test
  void theWebClassifiersLossReachesTheGenerator() {
    for (String part : List.of("L_W_entropy", "L_W_attention")) {
      Operand<TFloat32> loss = net.losses().get(part);
      Variable first = net.networks.gSW().parameters().get("in/kernel");
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
    assertFalse(net.trained().contains(net.networks.fS().parameters()));
    assertTrue(net.trained().contains(net.networks.fW().parameters()));
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
        List.of("L_GAN_SW", "L_GAN_WS", "L_cyc", "L_W_entropy", "L_W_attention", "L_D_W", "L_D_S"),
        List.copyOf(step(0f).keySet()));
  }

  /** Adam's first moments are (1 - beta1) times the gradients after a step from empty slots. */
  @Test
  void inOneRunBothStepsSeeTheWeightsBeforeIt() {
    Map<String, Operand<TFloat32>> moments = new TreeMap<>();
    for (OptimizerStep step : net.steps()) {
      moments.put(step.name(), moments(step));
    }
    List<Op> fresh = new ArrayList<>();
    net.trained().forEach(n -> n.all().forEach(variable -> fresh.add(variable.initializer())));
    net.steps().forEach(step -> fresh.add(step.initializer()));
    Map<String, float[]> apart = new TreeMap<>();
    for (OptimizerStep alone : net.steps()) {
      test.run(fresh);
      run(List.of(alone));
      apart.put(alone.name(), test.value(moments.get(alone.name())));
    }
    for (int repeat = 0; repeat < 3; repeat++) {
      test.run(fresh);
      run(net.steps());
      for (OptimizerStep step : net.steps()) {
        float[] together = test.value(moments.get(step.name()));
        assertArrayEquals(apart.get(step.name()), together, bound(together), step.name());
      }
    }
  }

  @Test
  void thePoolsAreStoredAndFilled() {
    List<StoredVariable> pools = net.objects().others();
    assertEquals(
        List.of("pool_W/images", "pool_S/images"),
        pools.stream().map(StoredVariable::name).toList());
    step(0f);
    List<Operand<TFloat32>> fakes = List.of(net.fakeW(), net.fakeS());
    for (int i = 0; i < 2; i++) {
      float[] fake = test.value(fakes.get(i));
      float[] pool = test.value(test.tf().readVariableOp(pools.get(i).handle(), TFloat32.class));
      assertEquals(config.gan().poolSize() * fake.length, pool.length);
      assertArrayEquals(fake, Arrays.copyOf(pool, fake.length), 1e-6f);
      assertArrayEquals(
          new float[fake.length], Arrays.copyOfRange(pool, fake.length, 2 * fake.length));
    }
  }

  private void run(List<OptimizerStep> steps) {
    var runner = test.session().runner();
    steps.forEach(step -> runner.addTarget(step.target()));
    var now = new StepInputs.Now(0, 0.05f);
    net.stepInputs.run(runner, now, Map.of());
  }

  /** All of them, one after the other. */
  private Operand<TFloat32> moments(OptimizerStep step) {
    Ops tf = test.tf();
    List<Operand<TFloat32>> moments = new ArrayList<>();
    for (StoredVariable slot : step.slots()) {
      if (slot.name().endsWith("/Adam/m")) {
        var moment = tf.readVariableOp(slot.handle(), TFloat32.class);
        moments.add(tf.reshape(moment, tf.constant(new int[] {-1})));
      }
    }
    return tf.concat(moments, tf.constant(0));
  }

  /** Sums are added in another order from run to run. */
  private static float bound(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return 1e-4f * largest + 1e-7f;
  }

  private Operand<TFloat32> noise(Shape shape, long seed) {
    Ops tf = test.tf();
    var stream = tf.constant(new long[] {seed, 0});
    return tf.math.tanh(tf.random.statelessRandomNormal(tf.constant(shape.asArray()), stream));
  }

  private Map<String, Float> step(float learningRate) {
    return new TranslationSteps(test.session(), net, StepRunner.PLAIN).run(0, learningRate);
  }

  /** The first kernel of each network. */
  private Map<String, float[]> values() {
    Map<String, float[]> values = new TreeMap<>();
    List<Parameters> all = new ArrayList<>(net.trained());
    all.add(net.networks.fS().parameters());
    for (Parameters network : all) {
      values.put(network.network(), test.value(network.trainable().get(0).value()));
    }
    return values;
  }
}
