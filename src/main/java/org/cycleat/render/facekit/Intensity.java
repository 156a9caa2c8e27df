package org.cycleat.render.facekit;

import java.util.List;

/** How strong an action unit is, by the letters of FACS: from a trace to as much as there is. */
enum Intensity {
  A(0.2),
  B(0.4),
  C(0.65),
  D(0.85),
  E(1);

  private static final List<Intensity> ALL = List.of(values());

  private final double strength;

  Intensity(double strength) {
    this.strength = strength;
  }

  /**
   * Of BU-3DFE's levels, which begin above a trace: 1 is B, 2 is C, 3 is D and 4 is E.
   *
   * @param level 1 to 4
   */
  static Intensity of(int level) {
    return ALL.get(level);
  }

  /** As a share of the strongest. */
  double strength() {
    return strength;
  }

  /** One letter less, of a trace itself. */
  Intensity less() {
    return ALL.get(Math.max(0, ALL.indexOf(this) - 1));
  }

  Intensity atMost(Intensity other) {
    return compareTo(other) < 0 ? this : other;
  }
}
