package org.cycleat.stage;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cycleat.config.LogConfig;
import org.cycleat.data.OnePass;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.model.Generator;
import org.cycleat.nn.Pass;
import org.cycleat.train.Metrics;
import org.cycleat.train.SampleGrid;
import org.cycleat.train.TrainingListener;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Grids of the same fixed faces over time, a row each: source, generated, cycled, and beside them
 * web, generated, cycled.
 */
final class TranslationSamples {
  /** What a grid's columns are: the paper's Figure 5 (b) is the first two. */
  static final List<String> COLUMNS =
      List.of("source", "generated", "cycled", "web", "generated", "cycled");

  /** The place of the generated web faces G_SW(x_S) among the columns. */
  static final int GENERATED = 1;

  private static final int ROWS = 8;

  private final Manifest source;
  private final Manifest web;
  private final int side;
  private final OnePass input;
  private final List<Operand<TFloat32>> fromSource;
  private final List<Operand<TFloat32>> fromWeb;

  /**
   * @param side of an image, pixels
   */
  TranslationSamples(TranslationGraph net, Manifest source, Manifest web, int side) {
    int rows = Math.min(ROWS, Math.min(source.size(), web.size()));
    this.source = EvenDraw.of(source, rows, 0);
    this.web = web.with(evenly(web, rows));
    this.side = side;
    Ops tf = net.tf;
    input = OnePass.over(tf, Pipeline.plain(side, rows));
    fromSource = roundTrip(tf, net.networks.keptSW(), net.networks.keptWS());
    fromWeb = roundTrip(tf, net.networks.keptWS(), net.networks.keptSW());
  }

  /** Writes a grid into the phase's folder of samples every so many steps. */
  TrainingListener listener(
      Session session, TranslationPhase phase, LogConfig log, Metrics metrics) {
    return report -> {
      if (report.step() % log.sampleEverySteps() == 0 || report.step() == report.steps()) {
        BufferedImage grid = draw(session);
        long step = phase.firstStep() + report.step();
        SampleGrid.write(grid, phase.samples().resolve("step-%08d.png".formatted(step)));
        metrics.image(report.step(), "samples", grid);
      }
    };
  }

  /** The folder of a translation's grids. */
  static Path folderIn(Path translation) {
    return translation.resolve("samples");
  }

  private List<Operand<TFloat32>> roundTrip(Ops tf, Generator there, Generator back) {
    Pass pass = Pass.inference(tf);
    var generated = there.apply(pass, input.images());
    return List.of(input.images(), generated, back.apply(pass, generated));
  }

  private BufferedImage draw(Session session) {
    List<float[]> columns = new ArrayList<>(columns(session, source, fromSource));
    columns.addAll(columns(session, web, fromWeb));
    return SampleGrid.draw(side, columns);
  }

  private List<float[]> columns(Session session, Manifest faces, List<Operand<TFloat32>> wanted) {
    input.start(session, faces);
    Session.Runner runner = session.runner();
    wanted.forEach(runner::fetch);
    List<float[]> columns = new ArrayList<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < result.size(); i++) {
        TFloat32 images = (TFloat32) result.get(i);
        float[] values = new float[(int) images.size()];
        images.asRawTensor().data().asFloats().read(values);
        columns.add(values);
      }
    }
    return columns;
  }

  private static List<Sample> evenly(Manifest manifest, int rows) {
    List<Sample> chosen = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      chosen.add(manifest.samples().get((int) ((long) row * manifest.size() / rows)));
    }
    return chosen;
  }
}
