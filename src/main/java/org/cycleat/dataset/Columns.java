package org.cycleat.dataset;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A row's values by the names of their columns, in the columns' order. Rows of one table share the
 * names, so that many columns of many rows fit into the memory.
 */
final class Columns extends AbstractMap<String, String> {
  private final List<String> names;
  private final List<String> values;

  /**
   * @param names each once; a List.of or List.copyOf is shared, not copied
   * @param values as many
   */
  Columns(List<String> names, List<String> values) {
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(
          "%d values of %d columns".formatted(values.size(), names.size()));
    }
    this.names = List.copyOf(names);
    this.values = List.copyOf(values);
  }

  static Columns copyOf(Map<String, String> row) {
    return row instanceof Columns columns
        ? columns
        : new Columns(List.copyOf(row.keySet()), List.copyOf(row.values()));
  }

  @Override
  public String get(Object name) {
    int index = names.indexOf(name);
    return index < 0 ? null : values.get(index);
  }

  @Override
  public boolean containsKey(Object name) {
    return names.contains(name);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return names.size();
      }

      @Override
      public Iterator<Entry<String, String>> iterator() {
        return IntStream.range(0, names.size())
            .mapToObj(i -> Map.entry(names.get(i), values.get(i)))
            .iterator();
      }
    };
  }
}
