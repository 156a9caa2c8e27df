package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.Collections;
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
 * @param extra further columns by name, in their order
 */
public record Sample(
    Path path, int label, String subject, String split, Map<String, String> extra) {
  /** The label of an image without one. */
  public static final int UNLABELLED = -1;

  /** The columns that every manifest has; no further column may bear these names. */
  static final List<String> COLUMNS = List.of("path", "label", "subject", "split");

  public Sample {
    path = path.toAbsolutePath().normalize();
    if (label < UNLABELLED) {
      throw new IllegalArgumentException("label must be -1 or an index, got " + label);
    }
    for (String column : extra.keySet()) {
      if (COLUMNS.contains(column)) {
        throw new IllegalArgumentException("'" + column + "' is no further column");
      }
    }
    // not Map.copyOf: the columns keep their order when the manifest is written
    extra = extra.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /** The same sample with one further column set. */
  public Sample with(String column, String value) {
    Map<String, String> changed = new LinkedHashMap<>(extra);
    changed.put(column, value);
    return new Sample(path, label, subject, split, changed);
  }

  /** The same sample as a picture of somebody. */
  public Sample of(String person) {
    return new Sample(path, label, person, split, extra);
  }

  /** The same sample as a member of no particular part. */
  public Sample ofNoSplit() {
    return new Sample(path, label, subject, "", extra);
  }

  /** The same sample with its pixels in another file. */
  public Sample at(Path other) {
    return new Sample(other, label, subject, split, extra);
  }
}
