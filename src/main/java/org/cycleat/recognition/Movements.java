package org.cycleat.recognition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a face does.
 *
 * @param units strengths of action units of FACS by their codes, such as AU12: 0 none, 1 all of it
 * @param gaze where the eyes look in the head, -1 to 1: {@code gazeLeft} to the person's own left,
 *     {@code gazeUp}; what the model does not read is missing
 * @param pan degrees by which the head is turned, to its own left above 0
 * @param tilt degrees, upwards above 0
 * @param roll degrees by which the eyes' line leans, to the person's own left above 0, which is
 *     clockwise for a viewer; of faces that were cut out and put upright it is not known
 */
public record Movements(
    Map<String, Double> units,
    Map<String, Double> gaze,
    double pan,
    double tilt,
    OptionalDouble roll) {

  public Movements {
    units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
    gaze = Collections.unmodifiableMap(new LinkedHashMap<>(gaze));
  }

  /**
   * The mean with what was there before; roll is seen in each frame anew, and stays.
   *
   * @param share of the past
   */
  Movements smoothed(Movements past, double share) {
    return new Movements(
        mean(past.units, units, share),
        mean(past.gaze, gaze, share),
        share * past.pan + (1 - share) * pan,
        share * past.tilt + (1 - share) * tilt,
        roll);
  }

  /** The mean of numbers by their names, which are the same. */
  static Map<String, Double> mean(
      Map<String, Double> past, Map<String, Double> present, double share) {
    Map<String, Double> mean = new LinkedHashMap<>(present);
    mean.replaceAll((name, now) -> share * past.get(name) + (1 - share) * now);
    return mean;
  }
}
