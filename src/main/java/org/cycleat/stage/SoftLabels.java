package org.cycleat.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.UserException;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Use;

/**
 * What exported classifiers make of the images that f_S is trained on: knowledge distillation
 * (Hinton et al. 2015). Their mean probabilities take the place of the distributions that came with
 * the images.
 */
final class SoftLabels {
  private static final String KEY = "source.teachers";

  /** The images as f_S learned them, kept so that a run that goes on learns the same. */
  private static final String FILE = "soft-labels.csv";

  private static final String DIGESTS = "soft-labels.json";

  private final RunContext run;
  private final Path folder;

  SoftLabels(RunContext run) {
    this.run = run;
    this.folder = run.workspace().folder(Stage.SOURCE);
  }

  /**
   * Checks that the teachers are there and know the classes, before hours go into anything else. A
   * run that has asked them already needs them no more.
   *
   * @throws UserException naming one that is not, or does not
   */
  void check() {
    if (Files.exists(file())) {
      return;
    }
    for (Path teacher : teachers()) {
      try (var classifier = open(teacher, RunData.labels(run.config()))) {
        classifier.requireEveryClass();
      } catch (UserException e) {
        throw new UserException("%s: %s".formatted(KEY, e.getMessage()), e);
      }
    }
  }

  private List<Path> teachers() {
    return run.config().source().teachers().stream().map(Path::of).toList();
  }

  private ExportedClassifier open(Path teacher, Labels labels) {
    return new ExportedClassifier(teacher, run.device(), labels);
  }

  private Path file() {
    return folder.resolve(FILE);
  }

  /** The images with what the teachers make of each, or as they are where there is no teacher. */
  Manifest of(Manifest training) {
    if (teachers().isEmpty()) {
      return training;
    }
    if (!Files.exists(file())) {
      Manifest taught = taught(training);
      Workspace.writeJson(folder.resolve(DIGESTS), digests());
      taught.write(file());
    }
    return Manifest.read(file(), training.labels(), Use.DISTRIBUTED);
  }

  /** Of a folder, that of its graph. */
  private Map<String, String> digests() {
    Map<String, String> digests = new LinkedHashMap<>();
    for (Path teacher : teachers()) {
      Path file = Files.isDirectory(teacher) ? teacher.resolve("saved_model.pb") : teacher;
      try {
        digests.put(teacher.toString(), DataDigest.sha256(file));
      } catch (IOException e) {
        throw new UserException("cannot read %s (%s): %s".formatted(file, KEY, e.getMessage()), e);
      }
    }
    return digests;
  }

  /** The paths of the teachers that a run had, each with its SHA-256; nothing without teachers. */
  static JsonNode recorded(Workspace workspace) {
    return Workspace.readJson(workspace.folder(Stage.SOURCE).resolve(DIGESTS));
  }

  private Manifest taught(Manifest training) {
    double[][] sums = new double[training.size()][training.labels().size()];
    for (Path teacher : teachers()) {
      try (var classifier = open(teacher, training.labels())) {
        List<float[]> rows = classifier.predict(training).probabilities();
        for (int i = 0; i < sums.length; i++) {
          for (int k = 0; k < sums[i].length; k++) {
            sums[i][k] += rows.get(i)[k];
          }
        }
      }
    }
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      samples.add(training.samples().get(i).with(mean(sums[i])));
    }
    return training.with(samples);
  }

  /** One in all, also where a teacher has further classes. */
  private static List<Float> mean(double[] sums) {
    double whole = 0;
    for (double sum : sums) {
      whole += sum;
    }
    List<Float> distribution = new ArrayList<>();
    for (double sum : sums) {
      distribution.add((float) (sum / whole));
    }
    return distribution;
  }
}
