package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All of a data set.
 *
 * @param columns names of the further columns that its entries' facts have values for
 * @param entries in the order in which they are listed
 * @param notes a line each on what the layout leaves out
 */
public record Contents(List<String> columns, List<Entry> entries, List<String> notes) {
  public Contents {
    columns = List.copyOf(columns);
    entries = List.copyOf(entries);
    notes = List.copyOf(notes);
    for (Entry entry : entries) {
      int values = entry.facts().further().size();
      if (values > 0 && values != columns.size()) {
        throw new IllegalArgumentException(
            entry.path() + " has " + values + " further values, expected " + columns);
      }
    }
  }

  public Contents(List<String> columns, List<Entry> entries) {
    this(columns, entries, List.of());
  }

  public Contents(List<Entry> entries) {
    this(List.of(), entries);
  }

  /** The entries for which the condition holds. */
  public Contents filter(Predicate<Entry> condition) {
    return new Contents(columns, entries.stream().filter(condition).toList(), notes);
  }

  /** The same, with a note on the images that its list does not name. */
  Contents countingOthers(List<Path> images, Path list) {
    Set<Path> listed = entries.stream().map(Entry::path).collect(Collectors.toSet());
    long others = images.stream().filter(image -> !listed.contains(image)).count();
    return others == 0
        ? this
        : new Contents(
            columns,
            entries,
            List.of("%d images that %s does not list are left out".formatted(others, list)));
  }

  /** The same and further entries. */
  public Contents with(List<Entry> others) {
    return new Contents(columns, Stream.concat(entries.stream(), others.stream()).toList(), notes);
  }
}
