package org.cycleat.dataset;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All of a data set.
 *
 * @param columns names of the further columns that its entries' facts have values for
 * @param entries in the order in which they are listed
 */
public record Contents(List<String> columns, List<Entry> entries) {
  public Contents {
    columns = List.copyOf(columns);
    entries = List.copyOf(entries);
    for (Entry entry : entries) {
      int values = entry.facts().further().size();
      if (values > 0 && values != columns.size()) {
        throw new IllegalArgumentException(
            entry.path() + " has " + values + " further values, expected " + columns);
      }
    }
  }

  public Contents(List<Entry> entries) {
    this(List.of(), entries);
  }

  /** The entries for which the condition holds. */
  public Contents filter(Predicate<Entry> condition) {
    return new Contents(columns, entries.stream().filter(condition).toList());
  }

  /** The same and further entries. */
  public Contents with(List<Entry> others) {
    return new Contents(columns, Stream.concat(entries.stream(), others.stream()).toList());
  }
}
