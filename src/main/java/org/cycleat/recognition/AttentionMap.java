package org.cycleat.recognition;

import org.cycleat.face.Similarity;

/**
 * Where the network looked in one face: equation (1) of the paper over one group of layers.
 *
 * @param side of the map in cells
 * @param values [side * side], row by row, in [0, 1]; read only
 * @param toPhotograph from the unit square of the aligned crop to the photograph's pixels
 */
@SuppressWarnings("ArrayRecordComponent") // a view for drawing, never compared
public record AttentionMap(int side, float[] values, Similarity toPhotograph) {

  public AttentionMap {
    if (values.length != side * side) {
      throw new IllegalArgumentException(
          "expected " + side * side + " values of the attention map, got " + values.length);
    }
  }
}
