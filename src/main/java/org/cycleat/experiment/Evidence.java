package org.cycleat.experiment;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cycleat.config.Config;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Tree;
import org.cycleat.dataset.Use;
import org.cycleat.stage.Domain;
import org.cycleat.stage.GivenData;
import org.cycleat.stage.Judgement;
import org.cycleat.stage.RunData;
import org.cycleat.stage.Stage;
import org.cycleat.stage.Workspace;

/**
 * What a run made of faces that it was judged on.
 *
 * @param predictions the file of the judgement
 * @param subjects of the faces, by the names that they have in the file
 * @param part that the faces belong to, as in {@link Division#part}
 */
record Evidence(Path predictions, Map<String, String> subjects, int part) {

  /** Of a judgement on a manifest of the experiment. */
  static Evidence of(Path run, Path test, int part) {
    Workspace workspace = Workspace.open(run);
    GivenData given = CellRun.test(test);
    Path folder = Judgement.of(workspace, given).orElseThrow();
    Labels labels = RunData.labels(workspace.config());
    Manifest faces = Manifest.read(test, labels, Use.LABELLED);
    Path pictures = folder.resolve("data");
    Path root = given.root();
    return new Evidence(
        Judgement.predictions(folder),
        subjects(faces, sample -> RunData.original(sample, pictures, root)),
        part);
  }

  /** Of a support vector machine on a manifest of the experiment. */
  static Evidence ofSvm(Path run, Path test) {
    Labels labels = RunData.labels(Workspace.open(run).config());
    Manifest faces = Manifest.read(test, labels, Use.LABELLED);
    return new Evidence(
        SvmRun.predictions(run), subjects(faces, sample -> Tree.slashes(sample.path())), 0);
  }

  /** Of the source domain's unseen people. */
  static Evidence ofUnseen(Path run, Consumer<String> report) {
    Workspace workspace = Workspace.open(run);
    Config config = workspace.config();
    RunData data = new RunData(workspace, config, Map.of(), report);
    Manifest faces = data.test(Domain.SOURCE);
    return new Evidence(
        Judgement.predictions(workspace.folder(Stage.SOURCE)),
        subjects(faces, sample -> data.original(Domain.SOURCE, sample)),
        0);
  }

  private static Map<String, String> subjects(Manifest faces, Function<Sample, String> name) {
    Map<String, String> subjects = new HashMap<>();
    faces.samples().forEach(sample -> subjects.put(name.apply(sample), sample.subject()));
    return subjects;
  }
}
