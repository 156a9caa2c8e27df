package org.cycleat.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cycleat.UserException;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Use;
import org.cycleat.export.ServingInfo;

/** What photographs show by the manifests of the data sets that they lie in. */
final class KnownLabels {
  /** A data set's images lie in its folder, or in folders such as images/SUBJECT below it. */
  private static final int LEVELS = 3;

  private final Labels labels;
  private final Map<Path, Map<Path, String>> manifests = new HashMap<>(); // by folder

  /**
   * @param labels the model's classes
   */
  KnownLabels(List<ServingInfo.Label> labels) {
    this.labels = ServingInfo.classes(labels);
  }

  /** The code of a photograph's class, where the nearest manifest.csv above it has one. */
  Optional<String> of(Path photograph) {
    Path path = photograph.toAbsolutePath().normalize();
    Path folder = path.getParent();
    for (int i = 0; i < LEVELS && folder != null; i++, folder = folder.getParent()) {
      if (Files.isRegularFile(manifestIn(folder))) {
        return Optional.ofNullable(manifests.computeIfAbsent(folder, this::read).get(path));
      }
    }
    return Optional.empty();
  }

  private static Path manifestIn(Path folder) {
    return folder.resolve(Manifest.FILE_NAME);
  }

  private Map<Path, String> read(Path folder) {
    Map<Path, Set<String>> codes = new HashMap<>();
    try {
      // some rows may have no label, or an image that is gone
      Manifest manifest = Manifest.read(manifestIn(folder), labels, Use.ANY);
      for (Sample sample : manifest.samples()) {
        codes
            .computeIfAbsent(sample.path(), image -> new HashSet<>())
            .add(manifest.value(sample, "label"));
      }
    } catch (UserException e) {
      return Map.of(); // a list of something else
    }
    Map<Path, String> known = new HashMap<>();
    codes.forEach(
        (image, of) -> {
          String code = of.iterator().next();
          if (of.size() == 1 && !code.isEmpty()) { // else it has several faces
            known.put(image, code);
          }
        });
    return known;
  }
}
