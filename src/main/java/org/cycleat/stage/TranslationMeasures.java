package org.cycleat.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cycleat.baseline.FaceFeatures;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Use;
import org.cycleat.evaluation.GeneratedMeasures;
import org.cycleat.evaluation.GeneratedMeasures.Consistency;
import org.cycleat.evaluation.GeneratedMeasures.Distance;
import org.cycleat.evaluation.Predictions;

/**
 * Measures what the generators of a run make, beside the source faces that they start from: how
 * near it is to web and target faces, and how many faces keep their label.
 */
final class TranslationMeasures {
  /** Faces of a set at most: distances to more change little, and take longer. */
  private static final int MOST_FACES = 2000;

  private static final int BLOCK_SIZE = 100;

  /**
   * A classifier that reads labels; no loss of the generators may have it.
   *
   * @param name for people
   */
  record Reader(String name, Function<Manifest, Predictions> predict) {}

  private final RunData data;
  private final FaceFeatures features;
  private final Optional<Reader> reader;

  /**
   * @param features that faces are compared by
   * @param reader without one, labels are left out
   */
  TranslationMeasures(RunData data, FaceFeatures features, Optional<Reader> reader) {
    this.data = data;
    this.features = features;
    this.reader = reader;
  }

  /** The figures of a run. */
  GeneratedMeasures of(Workspace workspace) {
    Map<String, Manifest> faces = faces(workspace);
    return new GeneratedMeasures(
        features.name(),
        distances(faces),
        reader.map(Reader::name).orElse(""),
        reader.map(by -> consistencies(faces, by)).orElse(List.of()));
  }

  /** The source faces, and what each way of generating has made of them. */
  private Map<String, Manifest> faces(Workspace workspace) {
    Map<String, Manifest> faces = new LinkedHashMap<>();
    faces.put("source", drawn(data.training(Domain.SOURCE)));
    for (TargetTraining.Method method : TargetTraining.Method.values()) {
      method
          .generation()
          .map(generation -> generation.generatedList(workspace))
          .filter(Files::exists)
          .ifPresent(list -> faces.put("generated, " + method.title(), read(list)));
    }
    return faces;
  }

  private Manifest read(Path list) {
    return drawn(Manifest.read(list, RunData.labels(data.config()), Use.DISTRIBUTED));
  }

  private Manifest drawn(Manifest faces) {
    return RunData.judged(EvenDraw.of(faces, MOST_FACES, data.config().seed()));
  }

  /** Figures of one table are of equally many images of each set, since they hang on that. */
  private List<Distance> distances(Map<String, Manifest> faces) {
    List<Distance> distances = new ArrayList<>();
    for (Domain domain : List.of(Domain.WEB, Domain.TARGET)) {
      Manifest real = drawn(data.training(domain));
      int images =
          Math.min(real.size(), faces.values().stream().mapToInt(Manifest::size).min().orElse(0));
      float[][] ofReal = features.of(limited(real, images));
      faces.forEach(
          (name, set) ->
              distances.add(
                  Distance.between(
                      name,
                      features.of(limited(set, images)),
                      domain.fileName() + " faces",
                      ofReal,
                      BLOCK_SIZE)));
    }
    return distances;
  }

  private Manifest limited(Manifest faces, int images) {
    return EvenDraw.of(faces, images, data.config().seed());
  }

  private static List<Consistency> consistencies(Map<String, Manifest> faces, Reader by) {
    List<Consistency> consistencies = new ArrayList<>();
    faces.forEach(
        (name, set) ->
            consistencies.add(Consistency.of(name, by.predict().apply(set).confusion())));
    return consistencies;
  }
}
