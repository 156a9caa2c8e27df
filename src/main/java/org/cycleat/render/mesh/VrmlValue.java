package org.cycleat.render.mesh;

import java.util.Arrays;
import java.util.List;

/** A field's value in a VRML file, typed by what stands there: the text alone says no more. */
sealed interface VrmlValue {
  Place place();

  /**
   * One number or many.
   *
   * @param place of the first
   * @param starts [L] the first number of each line that has one, to find a number's line again
   * @param lines [L] that line, from 0 for the place's
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers by the hundred thousand; never compared
  record Numbers(Place place, float[] values, int[] starts, int[] lines) implements VrmlValue {
    int size() {
      return values.length;
    }

    /** Where a number stands; of an index beyond the last, where the last stands. */
    Place placeOf(int index) {
      int found = Arrays.binarySearch(starts, index);
      return new Place(place.file(), place.line() + lines[found < 0 ? -found - 2 : found]);
    }
  }

  record Strings(Place place, List<String> values) implements VrmlValue {}

  record Nodes(Place place, List<VrmlNode> values) implements VrmlValue {}

  record Flag(Place place, boolean value) implements VrmlValue {}

  /** NULL or [], which any kind of field may have. */
  record Empty(Place place) implements VrmlValue {}
}
