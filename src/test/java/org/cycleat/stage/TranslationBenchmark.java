package org.cycleat.stage;

import java.util.Map;
import org.cycleat.bench.Benchmark;
import org.cycleat.config.Config;
import org.cycleat.config.PrecisionChoice;
import org.cycleat.device.Device;
import org.cycleat.train.StepRunner;
import org.cycleat.train.Towers;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

/** A step of translation, stage I: the generators' and the discriminators'. */
final class TranslationBenchmark implements Benchmark.Work {

  /**
   * @param side in pixels
   * @param width channels of each network's first layer
   * @param blocks residual blocks of a generator
   */
  record Sizes(int side, int width, int blocks, int batch) {

    Config config() {
      return Config.preset("paper")
          .with(
              "imageSize=" + side,
              "gan.generatorWidth=" + width,
              "gan.discriminatorWidth=" + width,
              "gan.generatorBlocks=" + blocks,
              "gan.batchSize=" + batch);
    }

    @Override
    public String toString() {
      return "translation step, %d px, width %d, %d blocks, batch %d"
          .formatted(side, width, blocks, batch);
    }
  }

  private final Graph graph = new Graph();
  private final Session session;
  private final TranslationSteps steps;
  private long done;

  TranslationBenchmark(Device device, Sizes sizes, PrecisionChoice precision) {
    Arithmetic arithmetic = Arithmetic.of(precision, device);
    arithmetic.apply(device, line -> {});
    session = device.session(graph);
    Ops tf = Ops.create(graph);
    Shape shape = Shape.of(sizes.batch(), sizes.side(), sizes.side(), 3);
    StoredImages source = StoredImages.of(tf, "x_S", shape);
    StoredImages web = StoredImages.of(tf, "x_W", shape);
    var faces =
        new TranslationGraph.Faces(
            source.value(), tf.constant(new int[sizes.batch()]), web.value());
    TranslationGraph net =
        new TranslationGraph(
            graph,
            new Networks(sizes.config(), arithmetic.training()),
            Towers.ONE,
            faces,
            new TranslationGraph.Part(false, 0));
    source.initialize(session);
    web.initialize(session);
    net.initialize(session);
    steps = new TranslationSteps(session, net, StepRunner.PLAIN);
  }

  @Override
  public void step() {
    losses();
  }

  /** What a step reports. */
  Map<String, Float> losses() {
    return steps.run(done++, 2e-4f);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
