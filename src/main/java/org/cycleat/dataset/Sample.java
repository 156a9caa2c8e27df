package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One image of a data set.
 *
 * @param path absolute path of the image file
 * @param label index in the manifest's {@link Labels}, or {@link #UNLABELLED}
 * @param subject the person, or empty where unknown
 * @param split name of the part that the data set's publisher put it in, or empty
 * @param distribution the probability of each of the manifest's labels, which are one in all; empty
 *     where nothing but the label is known
 * @param extra further columns by name, in their order
 */
public record Sample(
    Path path,
    int label,
    String subject,
    String split,
    List<Float> distribution,
    Map<String, String> extra) {
  /** The label of an image without one. */
  public static final int UNLABELLED = -1;

  /** The columns that every manifest has; no further column may bear these names. */
  static final List<String> COLUMNS = List.of("path", "label", "subject", "split");

  public Sample {
    path = path.toAbsolutePath().normalize();
    if (label < UNLABELLED) {
      throw new IllegalArgumentException("label must be -1 or an index, got " + label);
    }
    distribution = List.copyOf(distribution);
    if (!distribution.stream().allMatch(p -> p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("probabilities must be in [0, 1], got " + distribution);
    }
    for (String column : extra.keySet()) {
      if (COLUMNS.contains(column)) {
        throw new IllegalArgumentException("'" + column + "' is no further column");
      }
    }
    extra = Columns.copyOf(extra);
  }

  /** A sample of which nothing but the label is known. */
  public Sample(Path path, int label, String subject, String split, Map<String, String> extra) {
    this(path, label, subject, split, List.of(), extra);
  }

  /** The label; where there is none, the most probable class; {@link #UNLABELLED} without both. */
  public int likeliest() {
    int likeliest = label;
    if (label == UNLABELLED) {
      for (int k = 0; k < distribution.size(); k++) {
        if (likeliest < 0 || distribution.get(k) > distribution.get(likeliest)) {
          likeliest = k;
        }
      }
    }
    return likeliest;
  }

  /** The same sample with one further column set. */
  public Sample with(String column, String value) {
    Map<String, String> changed = new LinkedHashMap<>(extra);
    changed.put(column, value);
    return new Sample(path, label, subject, split, distribution, changed);
  }

  /** The same sample with other probabilities of the labels. */
  public Sample with(List<Float> other) {
    return new Sample(path, label, subject, split, other, extra);
  }

  /** The same sample with another label. */
  public Sample as(int other) {
    return new Sample(path, other, subject, split, distribution, extra);
  }

  /** The same sample as a picture of somebody. */
  public Sample of(String person) {
    return new Sample(path, label, person, split, distribution, extra);
  }

  /** The same sample as a member of no particular part. */
  public Sample ofNoSplit() {
    return new Sample(path, label, subject, "", distribution, extra);
  }

  /** The same sample with its pixels in another file. */
  public Sample at(Path other) {
    return new Sample(other, label, subject, split, distribution, extra);
  }
}
