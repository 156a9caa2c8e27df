package org.cycleat.face;

/**
 * Where the eyes are in an aligned crop: the crop's margin. The eyes' midpoint is on the vertical
 * centre line.
 *
 * @param eyeLine height of the eye line below the upper edge, as a fraction of the crop's side
 * @param eyeDistance distance between the eyes' centres, as a fraction of the crop's side; smaller
 *     leaves more margin around the face
 */
public record Framing(double eyeLine, double eyeDistance) {

  /**
   * The framing of Labeled Faces in the Wild as it is used for training, so that a face found in a
   * photograph looks to the networks like those they learned from: medians of YuNet's eyes over 998
   * LFW crops of 350 x 350 (quartiles of the eye line 0.374 and 0.397, of the distance 0.360 and
   * 0.402; the midpoint's median is 0.503 of the width).
   */
  public static final Framing DEFAULT = new Framing(0.386, 0.379);

  public Framing {
    if (!(eyeLine > 0 && eyeLine < 1)) {
      throw new IllegalArgumentException("eyeLine must be between 0 and 1, got " + eyeLine);
    }
    if (!(eyeDistance > 0 && eyeDistance < 1)) {
      throw new IllegalArgumentException("eyeDistance must be between 0 and 1, got " + eyeDistance);
    }
  }

  /**
   * This framing with more around the face on every side.
   *
   * @param margin by how much the crop's side grows, as a fraction; negative for a tighter crop
   */
  public Framing widened(double margin) {
    if (!(margin > -1)) {
      throw new IllegalArgumentException("margin must be greater than -1, got " + margin);
    }
    double side = 1 + margin;
    return new Framing(0.5 + (eyeLine - 0.5) / side, eyeDistance / side);
  }
}
