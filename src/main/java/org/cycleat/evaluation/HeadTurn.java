package org.cycleat.evaluation;

import java.util.List;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;

/** How far heads are turned aside, to either side, in steps of 15 degrees. */
final class HeadTurn {
  /** The column of a manifest that has it, in degrees. */
  static final String PAN = "pan";

  /** The column that is added. */
  static final String COLUMN = "turn of the head (degrees)";

  private static final int STEP = 15;
  private static final int LAST = 75;

  private HeadTurn() {}

  /** The same predictions of the same images, which tell how far the heads are turned. */
  static Predictions added(Predictions predictions) {
    Manifest manifest = predictions.manifest();
    List<Sample> samples =
        manifest.samples().stream()
            .map(sample -> sample.with(COLUMN, step(manifest.value(sample, PAN))))
            .toList();
    return new Predictions(manifest.with(samples), predictions.probabilities());
  }

  /** Nothing where the pan is no number. */
  static String step(String panDegrees) {
    double pan = Predictions.number(panDegrees);
    if (Double.isNaN(pan)) {
      return "";
    }
    int from = (int) Math.min(LAST, Math.floor(Math.abs(pan) / STEP) * STEP);
    return from == LAST ? from + " and more" : from + " to " + (from + STEP);
  }
}
