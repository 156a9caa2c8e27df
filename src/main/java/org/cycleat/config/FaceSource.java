package org.cycleat.config;

/** Faces that an experiment takes, in any layout. */
public record FaceSource(
    @Doc(
            "A folder, a manifest or a table of pixels, as for cycleat train. Empty: not there, and"
                + " tables that need it are refused.")
        String data,
    @Doc("Its layout, as for cycleat prepare --dataset; auto looks.") String dataset,
    @Doc("The part of it to take, by its split column or folder. Empty takes all.") String split) {

  public FaceSource {
    Check.require(!dataset.isBlank(), "dataset", "must name a layout, or be auto", "nothing");
  }

  /** Whether there are such faces. */
  public boolean isGiven() {
    return !data.isEmpty();
  }
}
