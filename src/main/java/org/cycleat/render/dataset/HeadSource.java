package org.cycleat.render.dataset;

import java.util.List;

/** Where heads come from. */
public interface HeadSource {
  /**
   * All sittings of each person at the given levels, and neutral, in a fixed order, person by
   * person.
   *
   * @param levels of the expressions, 1 to 4
   */
  List<Sitting> sittings(List<Integer> levels);

  /** Names of the expression shapes that the heads are made of; none where they are scans. */
  default List<String> shapes() {
    return List.of();
  }
}
