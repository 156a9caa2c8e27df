package org.cycleat.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A generated face that joins the target training set.
 *
 * @param index among the generated faces
 * @param votes how many target images have it among their nearest, at least 1
 */
public record SelectedFace(int index, int votes) {
  /**
   * The union of every target image's nearest generated faces, by index; a face that several target
   * images chose is in it once.
   *
   * @param nearest [targets][t], as {@link NearestNeighbours} gives it
   */
  public static List<SelectedFace> union(int[][] nearest) {
    var votes = new TreeMap<Integer, Integer>();
    for (int[] chosen : nearest) {
      for (int index : chosen) {
        votes.merge(index, 1, Integer::sum);
      }
    }
    var selected = new ArrayList<SelectedFace>(votes.size());
    votes.forEach((index, count) -> selected.add(new SelectedFace(index, count)));
    return List.copyOf(selected);
  }
}
