package org.cycleat.stage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;

/** A limited number of samples, drawn evenly over the classes. */
final class EvenDraw {
  private EvenDraw() {}

  /**
   * Also of faces without labels, which count as one class.
   *
   * @param limit how many at most; 0 takes all
   */
  static Manifest of(Manifest manifest, int limit, long seed) {
    if (limit == 0 || manifest.size() <= limit) {
      return manifest;
    }
    List<List<Integer>> classes = new ArrayList<>();
    for (int label = Sample.UNLABELLED; label < manifest.labels().size(); label++) {
      classes.add(new ArrayList<>());
    }
    for (int i = 0; i < manifest.size(); i++) {
      classes.get(manifest.samples().get(i).likeliest() - Sample.UNLABELLED).add(i);
    }
    Random random = new Random(seed);
    classes.forEach(members -> Collections.shuffle(members, random));
    // The r-th of every class before the (r+1)-th of any.
    List<int[]> turns = new ArrayList<>();
    for (List<Integer> members : classes) {
      for (int rank = 0; rank < members.size(); rank++) {
        turns.add(new int[] {rank, members.get(rank)});
      }
    }
    List<Sample> drawn =
        turns.stream()
            .sorted(Comparator.comparingInt(turn -> turn[0]))
            .limit(limit)
            .map(turn -> turn[1])
            .sorted()
            .map(manifest.samples()::get)
            .toList();
    return manifest.with(drawn);
  }
}
