package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class AdamTest {
  private static final double BETA1 = 0.5;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /** What the gradient of sum((w - target)² · scale) pulls towards. */
  private static final float[] TARGETS = {0.11f, -0.07f, 0.19f};

  private static final float[] SCALES = {1f, 0.3f, 7f};

  @Test
  void equalsThePublishedFormulaOverAThousandSteps() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> rate = tf.placeholder(TFloat32.class);
      Placeholder<TFloat32> noise = tf.placeholder(TFloat32.class);
      Parameters net = new Parameters(tf, "net", 1);
      Variable w = net.trainable("w", Shape.of(3), Initializer.ZEROS);
      var distance = tf.math.sub(w.value(), tf.math.add(tf.constant(TARGETS), noise));
      var loss = sum(tf, tf.math.mul(tf.math.square(distance), tf.constant(SCALES)));
      OptimizerStep step = adam(tf, graph).minimize("step", loss, List.of(net), rate, List.of());
      try (Session session = new Session(graph)) {
        net.initialize(session);
        step.initialize(session);
        Reference exact = new Reference();
        for (int t = 1; t <= 1000; t++) {
          float alpha = t <= 500 ? 2e-4f : 2e-4f * (1000 - t) / 500;
          float wobble = (float) (0.2 * Math.sin(t));
          try (TFloat32 fedRate = TFloat32.scalarOf(alpha);
              TFloat32 fedNoise = TFloat32.scalarOf(wobble)) {
            session
                .runner()
                .feed(rate, fedRate)
                .feed(noise, fedNoise)
                .addTarget(step.target())
                .run()
                .close();
          }
          exact.step(alpha, wobble);
        }
        float[] found = read(session, w.value());
        for (int i = 0; i < 3; i++) {
          assertTrue(Math.abs(exact.published[i]) > 0.03, "it must have moved");
          assertEquals(exact.epsilonHat[i], found[i], 1e-6);
          assertEquals(exact.published[i], found[i], 1e-6);
        }
      }
    }
  }

  /** In double precision: section 2's order of computation, and algorithm 1 as printed. */
  private static final class Reference {
    final double[] epsilonHat = new double[3];
    final double[] published = new double[3];
    private final double[][] m = new double[2][3];
    private final double[][] v = new double[2][3];
    private int t;

    void step(double alpha, double wobble) {
      t++;
      double c1 = 1 - Math.pow(BETA1, t);
      double c2 = 1 - Math.pow(BETA2, t);
      for (int i = 0; i < 3; i++) {
        moments(0, i, epsilonHat[i], wobble);
        epsilonHat[i] -= alpha * Math.sqrt(c2) / c1 * m[0][i] / (Math.sqrt(v[0][i]) + EPSILON);
        moments(1, i, published[i], wobble);
        published[i] -= alpha * (m[1][i] / c1) / (Math.sqrt(v[1][i] / c2) + EPSILON);
      }
    }

    private void moments(int form, int i, double w, double wobble) {
      double g = 2 * SCALES[i] * (w - TARGETS[i] - wobble);
      m[form][i] = BETA1 * m[form][i] + (1 - BETA1) * g;
      v[form][i] = BETA2 * v[form][i] + (1 - BETA2) * g * g;
    }
  }

  @Test
  void movesOnlyWhatItWasGivenAndRunsTheRest() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameters first = new Parameters(tf, "first", 1);
      Variable a = first.trainable("a", Shape.of(2), Initializer.ONES);
      Variable still = first.statistic("still", Shape.of(2), 5f);
      Variable counted = first.statistic("counted", Shape.scalar(), 0f);
      Parameters second = new Parameters(tf, "second", 1);
      Variable b = second.trainable("b", Shape.of(2), Initializer.ONES);
      var loss = sum(tf, tf.math.mul(tf.math.mul(a.value(), b.value()), still.value()));
      Op count = tf.assignAddVariableOp(counted.handle(), tf.constant(1f));
      Optimizer adam = adam(tf, graph);
      var rate = tf.constant(0.125f);
      OptimizerStep one = adam.minimize("one", loss, List.of(first), rate, List.of(count));
      OptimizerStep two = adam.minimize("two", loss, List.of(second), rate, List.of());
      try (Session session = new Session(graph)) {
        first.initialize(session);
        second.initialize(session);
        one.initialize(session);
        two.initialize(session);
        session.run(one.target());
        // The first step of Adam has the size of the learning rate, whatever the gradient.
        assertEquals(0.875f, read(session, a.value())[1], 1e-6);
        assertEquals(1f, read(session, b.value())[1]);
        assertEquals(5f, read(session, still.value())[0]);
        assertEquals(1f, read(session, counted.value())[0]);
        session.run(two.target());
        assertEquals(0.875f, read(session, a.value())[1], 1e-6);
        assertEquals(0.875f, read(session, b.value())[1], 1e-6);
        assertEquals(1, iterations(tf, session, one));
        assertEquals(1, iterations(tf, session, two));
        assertEquals(
            0.125f,
            read(session, tf.readVariableOp(one.learningRate().handle(), TFloat32.class))[0]);
        // (1 - 0.5) · gradient, which is 1 · 5 for a and then 0.875 · 5 for b
        assertEquals(2.5f, slot(tf, session, one, "one/first/a/Adam/m"), 1e-6);
        assertEquals(2.1875f, slot(tf, session, two, "two/second/b/Adam/m"), 1e-6);
      }
    }
  }

  @Test
  void namesTheVariableThatTheLossDoesNotReach() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameters net = new Parameters(tf, "net", 1);
      Variable used = net.trainable("used/kernel", Shape.of(2), Initializer.ONES);
      Parameters other = new Parameters(tf, "other", 1);
      Variable stopped = other.trainable("stopped", Shape.of(2), Initializer.ONES);
      Parameters third = new Parameters(tf, "third", 1);
      third.trainable("unused/kernel", Shape.of(2), Initializer.ONES);
      var loss = sum(tf, tf.math.mul(used.value(), tf.stopGradient(stopped.value())));
      assertUnreached("does not reach third/unused/kernel", tf, graph, loss, net, third);
      assertUnreached("no gradient for other/stopped", tf, graph, loss, net, other);
      assertUnreached("got net twice", tf, graph, loss, net, net);
      assertUnreached("no trainable variable", tf, graph, loss);
    }
  }

  /** AdamW: 0.125 · 0.5 of the kernel goes, and Adam's first step is as large as the rate. */
  @Test
  void decayShrinksKernelsBesidesTheStep() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameters net = new Parameters(tf, "net", 1);
      Variable kernel = net.trainable("kernel", Shape.of(2, 1), Initializer.constant(2));
      Variable bias = net.trainable("bias", Shape.of(2), Initializer.constant(2));
      var flat = tf.reshape(kernel.value(), tf.constant(new int[] {2}));
      var loss =
          sum(tf, tf.math.mul(tf.math.add(flat, bias.value()), tf.constant(new float[] {3, -7})));
      OptimizerStep step =
          new Optimizer(tf, graph, new Adam(BETA1, BETA2, EPSILON, 0.5))
              .minimize("step", loss, List.of(net), tf.constant(0.125f), List.of());
      try (Session session = new Session(graph)) {
        net.initialize(session);
        step.initialize(session);
        session.run(step.target());
        assertEquals(2 - 0.125f - 0.125f, read(session, kernel.value())[0], 1e-6);
        assertEquals(2 - 0.125f + 0.125f, read(session, kernel.value())[1], 1e-6);
        assertEquals(2 - 0.125f, read(session, bias.value())[0], 1e-6);
        assertEquals(2 + 0.125f, read(session, bias.value())[1], 1e-6);
      }
    }
  }

  @Test
  void refusesImpossibleSettings() {
    for (double[] bad : new double[][] {{1, 0.9, 1e-8}, {0.5, -0.1, 1e-8}, {0.5, 0.9, 0}}) {
      assertThrows(IllegalArgumentException.class, () -> new Adam(bad[0], bad[1], bad[2]));
    }
    assertThrows(IllegalArgumentException.class, () -> new Adam(0.5, 0.9, 1e-8, 1));
  }

  private static void assertUnreached(
      String expected, Ops tf, Graph graph, Operand<TFloat32> loss, Parameters... networks) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                adam(tf, graph).minimize("s", loss, List.of(networks), tf.constant(1f), List.of()));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  private static Optimizer adam(Ops tf, Graph graph) {
    return new Optimizer(tf, graph, new Adam(BETA1, BETA2, EPSILON));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> x) {
    return tf.sum(x, tf.constant(0));
  }

  private static long iterations(Ops tf, Session session, OptimizerStep step) {
    StoredVariable slot = step.slots().get(0);
    assertEquals(step.name() + "/iterations", slot.name());
    try (Result result =
        session.runner().fetch(tf.readVariableOp(slot.handle(), TInt64.class)).run()) {
      return ((TInt64) result.get(0)).getLong();
    }
  }

  private static float slot(Ops tf, Session session, OptimizerStep step, String name) {
    StoredVariable slot =
        step.slots().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    return read(session, tf.readVariableOp(slot.handle(), TFloat32.class))[0];
  }

  private static float[] read(Session session, Operand<TFloat32> value) {
    try (Result result = session.runner().fetch(value).run()) {
      TFloat32 tensor = (TFloat32) result.get(0);
      float[] copy = new float[(int) tensor.size()];
      tensor.asRawTensor().data().asFloats().read(copy);
      return copy;
    }
  }
}
