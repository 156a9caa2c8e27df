package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cycleat.UserException;
import org.cycleat.config.SelectionConfig;
import org.cycleat.data.OnePass;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Use;
import org.cycleat.evaluation.ScatterFigure;
import org.cycleat.loss.CrossEntropy;
import org.cycleat.model.Classifier;
import org.cycleat.nn.Pass;
import org.cycleat.selection.NearestNeighbours;
import org.cycleat.selection.Pca;
import org.cycleat.selection.SelectedFace;
import org.cycleat.selection.TSne;
import org.cycleat.train.Checkpoint;
import org.cycleat.train.TaskProgress;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Generates a web face from every source face and selects those nearest to the target faces
 * (section 6 of the method): AlexNet's first-layer features, t-SNE, t nearest neighbours.
 */
final class FaceSelection {
  static final String ALEXNET = "alexnet";

  private final RunContext run;
  private final Path folder;

  FaceSelection(RunContext run) {
    this.run = run;
    this.folder = run.workspace().folder(Stage.SELECTION);
  }

  /** The manifest of the selected faces: an ordinary one, labelled as the faces' sources. */
  static Path selected(Workspace workspace) {
    return workspace.folder(Stage.SELECTION).resolve("selected.csv");
  }

  /** The picture of the embedding: the paper's Figure 4. */
  static Path embedding(Workspace workspace) {
    return workspace.folder(Stage.SELECTION).resolve("embedding.png");
  }

  /** Where the AlexNet is trained, unless the user's is taken. */
  static Path alexNetFolder(Workspace workspace) {
    return workspace.place(Stage.SELECTION.folder() + "/" + ALEXNET);
  }

  void select() {
    Manifest generated = generate();
    Path weights = alexNet();
    SelectionConfig selection = run.config().selection();
    Manifest candidates = EvenDraw.of(generated, selection.candidates(), run.config().seed());
    Manifest targets = run.data().learning(Domain.TARGET).training();
    double[][] embedded = embed(features(weights, candidates, targets));
    int[][] nearest =
        NearestNeighbours.of(
            rows(embedded, candidates.size(), embedded.length),
            rows(embedded, 0, candidates.size()),
            Math.min(selection.neighbours(), candidates.size()));
    List<SelectedFace> chosen = SelectedFace.union(nearest);
    write(candidates, chosen);
    draw(embedded, candidates.size(), chosen);
    run.report()
        .accept(
            "selection: %d of %d generated faces, the %d nearest of each of %d target faces"
                .formatted(
                    chosen.size(), candidates.size(), selection.neighbours(), targets.size()));
    run.workspace().complete(folder);
  }

  private static Path generated(Workspace workspace) {
    return workspace.place("generated").resolve("manifest.csv");
  }

  /** Whether a face is made of every source face. */
  static boolean hasGenerated(Workspace workspace) {
    return Files.exists(generated(workspace));
  }

  /** G_SW(x_s) of every source training face. */
  Manifest generate() {
    Path file = generated(run.workspace());
    Path home = file.getParent();
    Manifest source = run.data().training(Domain.SOURCE);
    if (Files.exists(file)) {
      return Manifest.read(file, source.labels(), Use.LABELLED);
    }
    Path generator = run.workspace().network(Stage.TRANSLATION, FaceTranslation.G_SW);
    var pipeline = run.data().plainPipeline(run.config().imageSize());
    try (Synthesis synthesis =
            new Synthesis(run.device(), run.networks(), FaceTranslation.G_SW, generator, pipeline);
        var progress = new TaskProgress("generating", source.size())) {
      Manifest generated =
          synthesis.translate(
              source,
              (index, sample) -> home.resolve("images/%06d.png".formatted(index)),
              progress::reached);
      generated.write(file);
      return generated;
    }
  }

  /** The checkpoint of the AlexNet: the user's, or one trained on the source domain. */
  Path alexNet() {
    SelectionConfig selection = run.config().selection();
    Optional<Path> given = StartingWeights.SELECTION.path(run.config());
    if (given.isPresent()) {
      return given.get();
    }
    Path home = alexNetFolder(run.workspace());
    if (!run.workspace().isComplete(home)) {
      run.report().accept("selection: training AlexNet on the source domain for its features");
      var task =
          new ClassifierTask(
              ALEXNET,
              run.networks().selection(),
              run.data().learning(Domain.SOURCE),
              run.data().pipeline(selection.imageSize(), selection.batchSize(), true),
              new ClassifierTask.Recipe(
                  selection.epochs(), selection.learningRate(), CrossEntropy.PLAIN));
      ClassifierTraining.train(run, home, task);
      run.workspace().complete(home);
    }
    return home.resolve(ALEXNET);
  }

  /** First-convolution features, flattened: the candidates', then the targets'. */
  private float[][] features(Path weights, Manifest candidates, Manifest targets) {
    List<float[]> rows = new ArrayList<>();
    try (Graph graph = new Graph();
        Session session = run.device().session(graph);
        var progress = new TaskProgress("features", candidates.size() + targets.size())) {
      Ops tf = Ops.create(graph);
      OnePass input =
          OnePass.over(tf, run.data().plainPipeline(run.config().selection().imageSize()));
      Classifier alexNet = run.networks().selection().make(tf, ALEXNET);
      var first = alexNet.apply(Pass.inference(tf), input.images()).groups().get(0);
      Checkpoint.of(tf, alexNet.parameters()).restore(session, weights);
      for (Manifest manifest : List.of(candidates, targets)) {
        int batches = input.start(session, manifest);
        for (int b = 0; b < batches; b++) {
          try (Result result = session.runner().fetch(first).run()) {
            append(rows, (TFloat32) result.get(0));
          }
          progress.reached(rows.size());
        }
      }
    }
    return rows.toArray(float[][]::new);
  }

  private static void append(List<float[]> rows, TFloat32 features) {
    int images = (int) features.shape().get(0);
    int length = Math.toIntExact(features.size() / images);
    var data = features.asRawTensor().data().asFloats();
    for (int i = 0; i < images; i++) {
      float[] row = new float[length];
      data.offset((long) i * length).read(row);
      rows.add(row);
    }
  }

  private double[][] embed(float[][] features) {
    SelectionConfig selection = run.config().selection();
    int components = Math.min(selection.pcaDimensions(), features.length - 1);
    double[][] principal;
    try (var progress = new TaskProgress("principal components", features[0].length)) {
      principal = Pca.of(features, components, progress::reached).scores();
    }
    // A perplexity is a number of neighbours: few points have few.
    double perplexity = Math.min(selection.perplexity(), (features.length - 1) / 3.0);
    TSne tsne =
        new TSne(
            selection.tsneDimensions(),
            perplexity,
            selection.tsneIterations(),
            TSne.Start.PCA,
            run.config().seed());
    try (var progress = new TaskProgress("t-SNE", selection.tsneIterations())) {
      return tsne.embed(principal, (iteration, divergence) -> progress.reached(iteration));
    }
  }

  private void write(Manifest candidates, List<SelectedFace> chosen) {
    List<Sample> samples =
        chosen.stream()
            .map(
                face ->
                    candidates
                        .samples()
                        .get(face.index())
                        .with("votes", Integer.toString(face.votes())))
            .toList();
    candidates.with(samples).write(selected(run.workspace()));
  }

  /** Figure 4: the embedding of generated, target and selected faces. */
  private void draw(double[][] embedded, int generated, List<SelectedFace> chosen) {
    List<double[]> selected = chosen.stream().map(face -> embedded[face.index()]).toList();
    List<double[]> all = Arrays.asList(embedded);
    try {
      ScatterFigure.draw(
          List.of(
              new ScatterFigure.Cloud("generated", all.subList(0, generated), 1.5),
              new ScatterFigure.Cloud("selected", selected, 2),
              new ScatterFigure.Cloud("target", all.subList(generated, all.size()), 2.5)),
          embedding(run.workspace()));
    } catch (IOException e) {
      throw UserException.cannotWrite(folder, e);
    }
  }

  private static double[][] rows(double[][] all, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> all[i]).toArray(double[][]::new);
  }
}
