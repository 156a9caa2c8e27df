package org.cycleat.face;

import java.util.Locale;

/** By what a face is put upright into its crop. */
public enum Alignment {
  /**
   * The centres of the eyes come to their places exactly: those of a detector that sees all parts
   * of the face, as YuNet does, else those of the landmarks. On photographs YuNet's, which it
   * learned from photographs, are the more exact ones. A face that is turned aside is enlarged, as
   * its eyes are nearer to each other.
   */
  EYES,

  /**
   * The landmarks that move least come as near to those of {@link FaceTemplate} as they can, which
   * keeps the size of a face that is turned aside. A face without landmarks is aligned by its eyes.
   */
  TEMPLATE;

  /** As options and manifests write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
