package org.cycleat.stage;

import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.cycleat.data.OnePass;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.FacialMovement;
import org.cycleat.dataset.Manifest;
import org.cycleat.device.Device;
import org.cycleat.model.Classifier;
import org.cycleat.nn.Pass;
import org.cycleat.train.Checkpoint;
import org.cycleat.train.TaskProgress;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Reads movements off faces, as they are, by a network that has learned them. */
final class MovementReader {
  private final OnePass input;
  private final Operand<TFloat32> movements;

  MovementReader(Ops tf, Classifier network, Pipeline plain) {
    input = OnePass.over(tf, plain);
    movements = network.apply(Pass.inference(tf), input.images()).logits(); // [N, K]
  }

  /**
   * Reads by the network of a checkpoint.
   *
   * @return as {@link #read(Session, Manifest, IntConsumer)}
   */
  static float[][] read(
      Device device, Networks networks, Path checkpoint, Pipeline plain, Manifest faces) {
    try (Graph graph = new Graph();
        Session session = device.session(graph);
        TaskProgress progress = new TaskProgress("reading movements", faces.size())) {
      Ops tf = Ops.create(graph);
      Classifier network = networks.source().make(tf, SourceTraining.F_S);
      MovementReader reader = new MovementReader(tf, network, plain);
      Checkpoint.of(tf, network.parameters()).restore(session, checkpoint);
      return reader.read(session, faces, progress::reached);
    }
  }

  /**
   * @param progress told after each batch how many images are read
   * @return [N][K], in the order of the manifest and of {@link FacialMovement}
   */
  float[][] read(Session session, Manifest faces, IntConsumer progress) {
    float[][] all = new float[faces.size()][];
    int batches = input.start(session, faces);
    int done = 0;
    for (int b = 0; b < batches; b++) {
      try (Result result = session.runner().fetch(movements).fetch(input.indices()).run()) {
        TInt64 indices = (TInt64) result.get(1);
        var data = ((TFloat32) result.get(0)).asRawTensor().data().asFloats();
        int length = FacialMovement.values().length;
        for (int i = 0; i < indices.size(); i++) {
          float[] row = new float[length];
          data.offset((long) i * length).read(row);
          all[(int) indices.getLong(i)] = row;
        }
        done += (int) indices.size();
      }
      progress.accept(done);
    }
    return all;
  }
}
