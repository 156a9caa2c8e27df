package org.cycleat.dataset;

import java.util.List;

/**
 * What is known of an image beside its pixels; each is empty when it is not known.
 *
 * @param label its expression, as its data set writes it
 * @param subject whose face it is
 * @param split the part of the data set that it belongs to
 * @param further values of the data set's further columns, in their order; none, or one for each
 */
public record ImageFacts(String label, String subject, String split, List<String> further) {
  public static final ImageFacts NOTHING = new ImageFacts("", "", "");

  public ImageFacts {
    further = List.copyOf(further);
  }

  public ImageFacts(String label, String subject, String split) {
    this(label, subject, split, List.of());
  }
}
