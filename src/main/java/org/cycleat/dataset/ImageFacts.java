package org.cycleat.dataset;

import java.util.List;
import java.util.Optional;

/**
 * What is known of an image beside its pixels; each is empty when it is not known.
 *
 * @param label its expression, as its data set writes it
 * @param subject whose face it is
 * @param split the part of the data set that it belongs to
 * @param further values of the data set's further columns, in their order; none, or one for each
 * @param face its face, where the data set tells it
 */
public record ImageFacts(
    String label, String subject, String split, List<String> further, Optional<GivenFace> face) {
  public static final ImageFacts NOTHING = new ImageFacts("", "", "");

  public ImageFacts {
    further = List.copyOf(further);
  }

  public ImageFacts(String label, String subject, String split) {
    this(label, subject, split, List.of());
  }

  public ImageFacts(String label, String subject, String split, List<String> further) {
    this(label, subject, split, further, Optional.empty());
  }
}
