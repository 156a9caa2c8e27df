package org.cycleat.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.cycleat.data.OnePass;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.model.Classifier;
import org.cycleat.nn.BatchMoments;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Variable;
import org.cycleat.train.Checkpoint;
import org.cycleat.train.TaskProgress;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adaptive batch normalisation (AdaBN; Li, Wang, Shi, Liu, Hou 2016, "Revisiting Batch
 * Normalization For Practical Domain Adaptation"): f_S, whose weights stay and whose batch
 * normalisation gets the means and variances that its layers have over the web faces.
 *
 * <p>The faces come in batches as large as those that f_S learned from, each of which is normalised
 * by its own statistics on its way through the layers, as in training.
 */
record AdaptedClassifier(RunContext run) {
  private static final String NAME = "f_S_AdaBN";

  /** So many are enough for means and variances; a web domain may have hundreds of thousands. */
  private static final int MOST_FACES = 10_000;

  /** Where it is kept, beside the translation's networks. */
  static Path checkpoint(Workspace workspace) {
    return workspace.network(Stage.TRANSLATION, NAME);
  }

  /** Does nothing where it is there. */
  void make() {
    Path folder = checkpoint(run.workspace());
    if (Checkpoint.exists(folder)) {
      return;
    }
    int batchSize = run.config().source().batchSize();
    Manifest faces = drawn(run.data().all(Domain.WEB), batchSize, run.config().seed());
    try (Graph graph = new Graph();
        Session session = run.device().session(graph);
        var progress = new TaskProgress("web statistics of f_S", faces.size())) {
      Ops tf = Ops.create(graph);
      var pipeline = run.data().plainPipeline(run.config().imageSize()).inBatchesOf(batchSize);
      OnePass input = OnePass.over(tf, pipeline);
      Classifier fS = run.networks().source().make(tf, SourceTraining.F_S);
      Pass pass = Pass.training(tf, tf.constant(0L)); // of which nothing is updated
      fS.apply(pass, input.images());
      Checkpoint kept = Checkpoint.of(tf, fS.parameters());
      kept.restore(session, run.workspace().network(Stage.SOURCE, SourceTraining.F_S));
      List<PooledMoments> pooled = pass.moments().stream().map(m -> new PooledMoments()).toList();
      int batches = input.start(session, faces);
      for (int b = 1; b <= batches; b++) {
        add(session, pass.moments(), pooled);
        progress.reached(Math.min(b * batchSize, faces.size()));
      }
      session.run(assign(tf, pass.moments(), pooled));
      kept.save(session, folder, batches);
    }
  }

  /**
   * Faces in whole batches, so that each counts the same, in an order that the seed draws: lists of
   * faces are often ordered by person. Fewer than a batch are one.
   */
  static Manifest drawn(Manifest web, int batchSize, long seed) {
    List<Sample> faces = new ArrayList<>(web.samples());
    Collections.shuffle(faces, new Random(seed));
    int most = Math.min(faces.size(), Math.max(batchSize, MOST_FACES));
    int count = most < batchSize ? most : most - most % batchSize;
    return web.with(faces.subList(0, count));
  }

  private static void add(Session session, List<BatchMoments> layers, List<PooledMoments> pooled) {
    Session.Runner runner = session.runner();
    layers.forEach(layer -> runner.fetch(layer.mean()).fetch(layer.variance()));
    try (Result batch = runner.run()) {
      for (int i = 0; i < layers.size(); i++) {
        pooled.get(i).add(floats(batch, 2 * i), floats(batch, 2 * i + 1));
      }
    }
  }

  private static float[] floats(Result result, int index) {
    TFloat32 tensor = (TFloat32) result.get(index);
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  private static Op assign(Ops tf, List<BatchMoments> layers, List<PooledMoments> pooled) {
    List<Op> assignments = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      assignments.add(assign(tf, layers.get(i).movingMean(), pooled.get(i).mean()));
      assignments.add(assign(tf, layers.get(i).movingVariance(), pooled.get(i).variance()));
    }
    return tf.withControlDependencies(assignments).noOp();
  }

  private static Op assign(Ops tf, Variable statistic, float[] values) {
    return tf.assignVariableOp(statistic.handle(), tf.constant(values));
  }
}
