package org.cycleat.dataset;

import java.util.List;

/** The columns that a job writes into its manifest; whatever else a data set tells follows them. */
public final class ManifestColumns {
  /** How the face lies in the image, such as "eyes 0"; nothing where that is not known. */
  public static final String FRAMING = "framing";

  /** Of every crop. */
  public static final List<String> OF_CROPS =
      List.of(
          "path",
          "label",
          "subject",
          "split",
          "x",
          "y",
          "width",
          "height",
          "score",
          "landmarks",
          "source",
          FRAMING);

  /** Of the crops of films, further. */
  public static final List<String> OF_FILMS = List.of("frame", "time");

  /** A rectangle in pixels: left, top, width and height. */
  public static final List<String> BOX = List.of("x", "y", "width", "height");

  private ManifestColumns() {}

  /** Whether a column of that name means something else before faces are cut out. */
  public static boolean has(String name) {
    return OF_CROPS.contains(name) || OF_FILMS.contains(name);
  }
}
