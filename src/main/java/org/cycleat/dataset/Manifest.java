package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.cycleat.UserException;

/**
 * A data set: what training, selection and evaluation see of it, wherever it came from.
 *
 * @param samples in a fixed order
 * @param labels what the samples' label indices mean
 * @param dropped samples left out because their label was not asked for, by its code
 */
public record Manifest(List<Sample> samples, Labels labels, Map<String, Integer> dropped) {
  /** What a folder's manifest is called. */
  public static final String FILE_NAME = "manifest.csv";

  private static final String LABEL = "label";
  private static final String SUBJECT = "subject";
  private static final String SPLIT = "split";

  public Manifest {
    samples = List.copyOf(samples);
    dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    for (Sample sample : samples) {
      if (sample.label() >= labels.size()) {
        throw new IllegalArgumentException(
            "label %d of %s, but there are only %d labels"
                .formatted(sample.label(), sample.path(), labels.size()));
      }
      if (!sample.distribution().isEmpty() && sample.distribution().size() != labels.size()) {
        throw new IllegalArgumentException(
            "%d probabilities of %s, but there are %d labels"
                .formatted(sample.distribution().size(), sample.path(), labels.size()));
      }
    }
  }

  public Manifest(List<Sample> samples, Labels labels) {
    this(samples, labels, Map.of());
  }

  /** Reads a CSV file as {@link ManifestFile} describes it. */
  public static Manifest read(Path file, Labels labels, Use use) {
    return new DataSource(file, FaceDataSets.MANIFEST)
        .list(Tree.ofList(file), OwnManifest.ofWords(), labels, use)
        .manifest(null);
  }

  /** Writes a CSV file as {@link ManifestFile} describes it; a reader never sees half of it. */
  public void write(Path file) {
    ManifestFile.write(this, file);
  }

  public int size() {
    return samples.size();
  }

  /** The same data set with other samples. */
  public Manifest with(List<Sample> others) {
    return new Manifest(others, labels, dropped);
  }

  /** The samples for which the condition holds. */
  public Manifest filter(Predicate<Sample> condition) {
    return with(samples.stream().filter(condition).toList());
  }

  /** The samples of one part, by the manifest's split column. */
  public Manifest split(String name) {
    return filter(sample -> sample.split().equals(name));
  }

  /** The columns that tell samples apart: label, subject, split, and any further ones. */
  public Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>(List.of(LABEL, SUBJECT, SPLIT));
    samples.forEach(sample -> columns.addAll(sample.extra().keySet()));
    return columns;
  }

  /** What a sample has in one of the {@link #columns}; nothing where it has no value. */
  public String value(Sample sample, String column) {
    return switch (column) {
      case LABEL -> sample.label() == Sample.UNLABELLED ? "" : labels.get(sample.label()).code();
      case SUBJECT -> sample.subject();
      case SPLIT -> sample.split();
      default -> sample.extra().getOrDefault(column, "");
    };
  }

  /** Number of samples of each class, by index: by their label, or their most probable class. */
  public int[] counts() {
    int[] counts = new int[labels.size()];
    for (Sample sample : samples) {
      if (sample.likeliest() != Sample.UNLABELLED) {
        counts[sample.likeliest()]++;
      }
    }
    return counts;
  }

  /**
   * Makes sure that there is something to learn of every label.
   *
   * @param option the flag that named the data
   * @throws UserException that names the labels without a sample
   */
  public Manifest requireEveryLabel(String option) {
    StringJoiner missing = new StringJoiner(", ");
    int[] counts = counts();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) {
        missing.add(labels.codes().get(i));
      }
    }
    if (missing.length() > 0) {
      throw new UserException(
          "no image of %s (%s): expected at least one of each of %s; add some, or leave the label out with --labels"
              .formatted(missing, option, labels));
    }
    return this;
  }
}
