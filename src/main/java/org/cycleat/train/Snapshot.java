package org.cycleat.train;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of one {@link Resumable}: named arrays.
 *
 * @param longs counters, seeds, and doubles as their bits
 * @param floats images and other bulk data
 */
public record Snapshot(SortedMap<String, long[]> longs, SortedMap<String, float[]> floats) {

  public static Snapshot of(Map<String, long[]> longs, Map<String, float[]> floats) {
    return new Snapshot(new TreeMap<>(longs), new TreeMap<>(floats));
  }

  /**
   * @throws IllegalArgumentException where there is no such array
   */
  public long[] longs(String name) {
    return require(longs, name);
  }

  /**
   * @throws IllegalArgumentException where there is no such array
   */
  public float[] floats(String name) {
    return require(floats, name);
  }

  private static <T> T require(Map<String, T> arrays, String name) {
    T found = arrays.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "the snapshot has no %s; it has %s".formatted(name, arrays.keySet()));
    }
    return found;
  }
}
