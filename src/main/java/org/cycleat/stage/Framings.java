package org.cycleat.stage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.ManifestColumns;
import org.cycleat.face.Framing;

/** How faces lie in the images of data sets, as their manifests tell. */
final class Framings {
  private static final String UNKNOWN = "unknown";

  private Framings() {}

  /** The framing of all of a data set's images; empty where it is unknown, or not the same. */
  static Optional<Framing> of(Manifest manifest) {
    return Framing.parse(text(manifest));
  }

  /** Such as "eyes 0", "unknown", or "eyes 0 and unknown". */
  static String text(Manifest manifest) {
    TreeSet<String> texts =
        manifest.samples().stream()
            .map(sample -> sample.extra().getOrDefault(ManifestColumns.FRAMING, ""))
            .distinct()
            .map(cell -> Framing.parse(cell).map(Framing::text).orElse(UNKNOWN))
            .collect(Collectors.toCollection(TreeSet::new));
    return texts.isEmpty() ? UNKNOWN : String.join(" and ", texts);
  }

  /** One line where the domains that a run knows are not framed alike, or differ within. */
  static Optional<String> difference(RunData data) {
    return difference(texts(data));
  }

  /** The same with the images to judge on. */
  static Optional<String> difference(RunData data, Manifest test) {
    Map<String, String> texts = texts(data);
    texts.put("--data", text(test));
    return difference(texts);
  }

  private static Map<String, String> texts(RunData data) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Domain domain : Domain.values()) {
      if (data.isKnown(domain)) {
        texts.put(domain.option(), text(data.all(domain)));
      }
    }
    return texts;
  }

  private static Optional<String> difference(Map<String, String> texts) {
    boolean isOne =
        texts.values().stream().distinct().count() < 2
            && texts.values().stream().noneMatch(text -> text.contains(" and "));
    return isOne
        ? Optional.empty()
        : Optional.of(
            "warning: faces are framed differently (%s), which the networks learn as well; `prepare` and `render --align` frame alike"
                .formatted(
                    texts.entrySet().stream()
                        .map(each -> each.getKey() + ": " + each.getValue())
                        .collect(Collectors.joining(", "))));
  }
}
