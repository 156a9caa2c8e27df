package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.config.SelectionConfig;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Use;
import org.cycleat.evaluation.ScatterFigure;
import org.cycleat.loss.CrossEntropy;
import org.cycleat.selection.SelectedFace;
import org.cycleat.train.TaskProgress;

/**
 * Generates a web face from every source face and selects those nearest to the target faces
 * (section 6 of the method): AlexNet's first-layer features, t-SNE, t nearest neighbours, or as the
 * keys of {@code selection} say.
 */
final class FaceSelection {
  /** The column that tells how many target faces chose a face; {@code votes} are FER+'s. */
  private static final String CHOSEN_BY = "chosen_by";

  static final String ALEXNET = "alexnet";

  private final RunContext run;
  private final Generation generation;
  private final Path folder;

  FaceSelection(RunContext run, Generation generation) {
    this.run = run;
    this.generation = generation;
    this.folder = generation.selection(run.workspace());
  }

  /** The picture of the embedding in the folder of a selection: the paper's Figure 4. */
  static Path embedding(Path selection) {
    return selection.resolve("embedding.png");
  }

  /** Where the AlexNet is trained, unless the user's is taken; once for every generation. */
  static Path alexNetFolder(Workspace workspace) {
    return workspace.place(Stage.SELECTION.folder() + "/" + ALEXNET);
  }

  /** Does nothing where it is complete. */
  void select() {
    if (run.workspace().isComplete(folder)) {
      return;
    }
    Manifest generated = generate();
    Path weights = alexNet();
    SelectionConfig selection = run.config().selection();
    Manifest sure = new GeneratedConfidence(run, generation).sure(generated);
    Manifest candidates = EvenDraw.of(sure, selection.candidates(), run.config().seed());
    Manifest targets = run.data().learning(Domain.TARGET).training();
    Embedding embedding = new Embedding(selection, run.config().seed());
    double[][] principal = embedding.principal(features(weights, candidates, targets));
    double[][] map = embedding.map(principal);
    int[][] choice = new FaceChoice(selection).of(candidates, targets, principal, map);
    List<SelectedFace> chosen = SelectedFace.union(choice);
    write(candidates, chosen);
    draw(map, candidates.size(), chosen);
    var variety = SelectionVariety.of(candidates, choice, selection.neighbours());
    variety.write(folder);
    run.report().accept(variety.line());
    run.workspace().complete(folder);
  }

  /** Whether a face is made of every source face, or none is to be. */
  static boolean hasGenerated(Workspace workspace, Generation generation) {
    return !generation.isTranslated(workspace.config())
        || Files.exists(generation.generatedList(workspace));
  }

  /** G_SW(x_s) of every source training face; x_s itself where nothing is translated. */
  Manifest generate() {
    Path home = generation.generated(run.workspace());
    Path file = generation.generatedList(run.workspace());
    Manifest source = run.data().training(Domain.SOURCE);
    if (!generation.isTranslated(run.config())) {
      return source;
    }
    if (Files.exists(file)) {
      return Manifest.read(file, source.labels(), Use.DISTRIBUTED);
    }
    Path generator = generation.generator(run.workspace());
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
    var alexNet =
        new NetworkFeatures.Trained(ALEXNET, "AlexNet", run.networks().selection(), weights);
    var pipeline = run.data().plainPipeline(run.config().selection().imageSize());
    try (var first =
        new NetworkFeatures(run.device(), alexNet, pipeline, NetworkFeatures.Layer.FIRST)) {
      return Stream.of(candidates, targets)
          .flatMap(faces -> Arrays.stream(first.of(faces)))
          .toArray(float[][]::new);
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
                        .with(CHOSEN_BY, Integer.toString(face.votes())))
            .toList();
    candidates.with(samples).write(generation.selected(run.workspace()));
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
          embedding(folder));
    } catch (IOException e) {
      throw UserException.cannotWrite(folder, e);
    }
  }
}
