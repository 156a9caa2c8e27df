package org.cycleat.render.mesh;

import java.util.Optional;

/**
 * What the corners of a face set have: points, texture coordinates or colours.
 *
 * @param what they are, for errors
 * @param indices one for each corner, and -1 after each face; or one for each face; or empty, where
 *     faces take the values in order
 * @param faceSet where there are no indices, for errors
 * @param first the index in the mesh of value 0
 * @param count of values
 */
record VrmlLayer(
    String what, Optional<VrmlValue.Numbers> indices, Place faceSet, int first, int count) {

  /**
   * The index in the mesh.
   *
   * @param at the corner's, or the face's, place in the list of indices
   */
  int index(int at) {
    if (indices.isEmpty()) {
      return checked(at, at);
    }
    VrmlValue.Numbers numbers = indices.get();
    if (at >= numbers.size()) {
      throw place(at).error("too few indices of " + what + ": " + numbers.size());
    }
    return checked(numbers.values()[at], at);
  }

  /** An error if the list goes on with a face that has ended elsewhere. */
  void requireEnd(int at) {
    if (indices.isPresent() && at < indices.get().size() && indices.get().values()[at] != -1) {
      throw place(at).error("expected the indices of %s to have -1 here, too".formatted(what));
    }
  }

  private int checked(float value, int at) {
    int index = (int) value;
    if (index != value || index < 0 || index >= count) {
      String shown = index == value ? Integer.toString(index) : Float.toString(value);
      throw place(at).error("index %s, but there are %d %s".formatted(shown, count, what));
    }
    return first + index;
  }

  private Place place(int at) {
    return indices.map(numbers -> numbers.placeOf(at)).orElse(faceSet);
  }
}
