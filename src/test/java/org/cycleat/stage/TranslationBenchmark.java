package org.cycleat.stage;

import org.cycleat.bench.Measurement;
import org.cycleat.config.Config;
import org.cycleat.device.Device;
import org.cycleat.train.StepRunner;
import org.cycleat.train.Towers;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How long a step of translation, stage I, takes: the generators' and the discriminators'. */
public final class TranslationBenchmark {
  private static final int STEPS = 15;

  private TranslationBenchmark() {}

  public static Measurement step(Device device) {
    Config config =
        Config.preset("small")
            .with("gan.generatorWidth=32", "gan.discriminatorWidth=32", "gan.generatorBlocks=6");
    try (Graph graph = new Graph();
        Session session = device.session(graph)) {
      Ops tf = Ops.create(graph);
      TranslationGraph net =
          new TranslationGraph(
              graph, new Networks(config), Towers.ONE, faces(tf, config.imageSize()), false);
      net.initialize(session);
      TranslationSteps steps = new TranslationSteps(session, net, StepRunner.PLAIN);
      return Measurement.of(
          "translation step, 64 px, width 32, 6 blocks, batch 1",
          "s",
          9,
          () -> {
            long start = System.nanoTime();
            for (int s = 0; s < STEPS; s++) {
              steps.run(s, 2e-4f);
            }
            return (System.nanoTime() - start) / 1e9 / STEPS;
          });
    }
  }

  private static TranslationGraph.Faces faces(Ops tf, int side) {
    var shape = tf.constant(new int[] {1, side, side, 3});
    var noise = tf.random.randomUniform(shape, TFloat32.class);
    var labels = tf.constant(new int[] {0});
    return new TranslationGraph.Faces(tf.math.tanh(noise), labels, tf.math.tanh(noise));
  }
}
