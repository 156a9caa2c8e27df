package org.cycleat.dataset;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** A part of a data set that takes whole persons, and how near it is to its share of each label. */
final class Part {
  /**
   * Samples of one subject.
   *
   * @param samples indices in the manifest
   * @param counts how many of them bear each label; unlabelled ones come last
   */
  record Person(List<Integer> samples, List<Integer> counts) {}

  private final int[] totals;
  private final double fraction;
  private final int[] held;
  private final Set<Person> persons = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * @param all every person of the data set
   * @param fraction of each label that is due to this part
   */
  Part(Collection<Person> all, double fraction) {
    this.totals = new int[all.iterator().next().counts().size()];
    this.fraction = fraction;
    this.held = new int[totals.length];
    all.forEach(person -> count(person, totals, 1));
  }

  /** In no order. */
  Set<Person> persons() {
    return persons;
  }

  void add(Person person) {
    persons.add(person);
    count(person, held, 1);
  }

  void remove(Person person) {
    persons.remove(person);
    count(person, held, -1);
  }

  /**
   * How far the labels move from their due if a person joins (direction 1) or leaves (-1): the
   * change of the squared differences of the counts, each relative to the label's total. Negative
   * is nearer.
   */
  double change(Person person, int direction) {
    double change = 0;
    for (int label = 0; label < totals.length; label++) {
      int moving = direction * person.counts().get(label);
      if (moving != 0) {
        double missing = fraction * totals[label] - held[label];
        change += moving * (moving - 2 * missing) / totals[label];
      }
    }
    return change;
  }

  /** The same for the size of the part if a person joins. */
  double sizeChange(Person person) {
    int total = Arrays.stream(totals).sum();
    double missing = fraction * total - Arrays.stream(held).sum();
    int joining = person.samples().size();
    return joining * (joining - 2 * missing) / total;
  }

  /** Whether every label keeps a sample outside this part if a person joins. */
  boolean leavesEveryLabel(Person person) {
    for (int label = 0; label < totals.length; label++) {
      int joining = person.counts().get(label);
      if (joining > 0 && held[label] + joining >= totals[label]) {
        return false;
      }
    }
    return true;
  }

  private static void count(Person person, int[] counts, int direction) {
    for (int label = 0; label < counts.length; label++) {
      counts[label] += direction * person.counts().get(label);
    }
  }
}
