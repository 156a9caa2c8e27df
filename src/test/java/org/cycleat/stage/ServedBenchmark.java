package org.cycleat.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cycleat.bench.Benchmark;
import org.cycleat.dataset.Labels;
import org.cycleat.device.Device;
import org.cycleat.export.SavedModelWriter;
import org.cycleat.export.ServedModel;
import org.cycleat.export.ServingInfo;
import org.cycleat.face.Framing;
import org.cycleat.nn.Precision;

/** ResNet-50 as users run it: exported, loaded, asked for one batch. */
final class ServedBenchmark implements Benchmark.Work {
  private final ServedModel model;
  private final float[] images;
  private final int batch;
  private ServedModel.Answer answer;

  /**
   * @param folder of the exported model
   */
  ServedBenchmark(Device device, Path folder, int batch) {
    this.model = new ServedModel(folder, device);
    this.batch = batch;
    int side = model.info().imageSize();
    images = new float[batch * side * side * 3];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) Math.sin(i * (i % 97)); // some noise in [-1, 1]
    }
  }

  /** Writes a model that has learned nothing, where there is none. */
  static Path exported(Path folder, ClassifierBenchmark.Sizes sizes) {
    if (!Files.exists(folder.resolve("saved_model.pb"))) {
      List<ServingInfo.Label> labels =
          Labels.EXPRESSIONS.codes().stream()
              .map(code -> new ServingInfo.Label(code, code))
              .toList();
      Networks networks = new Networks(sizes.config(), Precision.FLOAT32);
      new SavedModelWriter(
              tf -> networks.source().make(tf, "f_S"),
              (tf, classifier, session) -> classifier.parameters().initialize(session),
              new ServingInfo(labels, sizes.side(), Framing.DEFAULT))
          .write(folder);
    }
    return folder;
  }

  @Override
  public void step() {
    answer = model.answer(images, batch);
  }

  /** What the last step gave. */
  ServedModel.Answer answer() {
    return answer;
  }

  @Override
  public void close() {
    model.close();
  }
}
