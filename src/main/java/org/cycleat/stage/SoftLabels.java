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
import org.cycleat.config.Config;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Use;
import org.cycleat.device.Device;

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

  /**
   * @param folder of the stage
   */
  SoftLabels(RunContext run, Path folder) {
    this.run = run;
    this.folder = folder;
  }

  /**
   * Checks that the teachers are there and know the classes, before hours go into anything else.
   *
   * @throws UserException naming one that is not, or does not
   */
  static void check(Config config, Device device) {
    for (Path teacher : teachers(config)) {
      try (var judge = new ExportedJudge(teacher, device, RunData.labels(config))) {
        judge.requireEveryClass();
      } catch (UserException e) {
        throw new UserException("%s: %s".formatted(KEY, e.getMessage()), e);
      }
    }
  }

  private static List<Path> teachers(Config config) {
    return config.source().teachers().stream().map(Path::of).toList();
  }

  /** The images with what the teachers make of each, or as they are where there is no teacher. */
  Manifest of(Manifest training) {
    List<Path> teachers = teachers(run.config());
    if (teachers.isEmpty()) {
      return training;
    }
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      Manifest taught = taught(training, teachers);
      Workspace.writeJson(folder.resolve(DIGESTS), digests(teachers));
      taught.write(file);
    }
    return Manifest.read(file, training.labels(), Use.DISTRIBUTED);
  }

  /** Of a folder, that of its graph. */
  private static Map<String, String> digests(List<Path> teachers) {
    Map<String, String> digests = new LinkedHashMap<>();
    for (Path teacher : teachers) {
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

  private Manifest taught(Manifest training, List<Path> teachers) {
    double[][] sums = new double[training.size()][training.labels().size()];
    for (Path teacher : teachers) {
      try (var judge = new ExportedJudge(teacher, run.device(), training.labels())) {
        List<float[]> rows = judge.predict(training).probabilities();
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
