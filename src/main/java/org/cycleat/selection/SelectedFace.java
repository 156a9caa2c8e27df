package org.cycleat.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A generated face that joins the target training set.
 *
 * @param index among the generated faces
 * @param votes how many target images chose it, at least 1
 */
public record SelectedFace(int index, int votes) {
  /**
   * The union of what every target image chose, by index; a face that several target images chose
   * is in it once.
   *
   * @param choice [targets][t or fewer], as {@link NeighbourChoice} gives it
   */
  public static List<SelectedFace> union(int[][] choice) {
    var votes = new TreeMap<Integer, Integer>();
    for (int[] chosen : choice) {
      for (int index : chosen) {
        votes.merge(index, 1, Integer::sum);
      }
    }
    var selected = new ArrayList<SelectedFace>(votes.size());
    votes.forEach((index, count) -> selected.add(new SelectedFace(index, count)));
    return List.copyOf(selected);
  }
}
