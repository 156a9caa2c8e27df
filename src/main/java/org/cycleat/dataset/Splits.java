package org.cycleat.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.cycleat.Seeds;
import org.cycleat.UserException;
import org.cycleat.dataset.Part.Person;

/**
 * Divides a data set so that no person is on both sides, and so that each side has about the same
 * share of every label. The same seed gives the same division.
 *
 * <p>A sample without a subject counts as a person of its own. Persons are taken in random order,
 * and each goes where it brings the counts of the labels nearest to their due.
 */
public final class Splits {
  /** Differences below this are rounding, not progress. */
  private static final double NEARER = 1e-9;

  private Splits() {}

  /**
   * Divides subjects at random.
   *
   * @param subjects each once; in another order they are divided otherwise
   * @param share of the subjects that are for training, in [0, 1]
   * @return those for training
   */
  public static Set<String> training(Set<String> subjects, long seed, double share) {
    List<String> shuffled = new ArrayList<>(subjects);
    Collections.shuffle(shuffled, Seeds.random(seed, "division", 0));
    int count = (int) Math.round(share * shuffled.size());
    return new HashSet<>(shuffled.subList(0, count));
  }

  /** Two parts without a common subject. */
  public record Split(Manifest training, Manifest validation) {}

  /**
   * Sets aside about a fraction of each label for validation. Every label keeps a sample in
   * training.
   *
   * @param fraction of the samples, between 0 and 1, both excluded
   * @throws UserException if no subject can be set aside
   */
  public static Split validation(Manifest manifest, double fraction, long seed) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("fraction must be in (0, 1), got " + fraction);
    }
    List<Person> persons = persons(manifest, seed);
    requireSubjects(persons, 2);
    Part part = new Part(persons, fraction);
    boolean moved = true;
    while (moved) { // every move brings the labels nearer to their due, so there is an end
      moved = movedNearer(part, persons);
    }
    if (part.persons().isEmpty()) {
      // every person is larger than the share: the one that overshoots least
      persons.stream()
          .filter(part::leavesEveryLabel)
          .min(Comparator.comparingDouble(person -> part.change(person, 1)))
          .ifPresent(part::add);
    }
    if (part.persons().isEmpty()) {
      throw new UserException(
          "no subject can be set aside for validation: each is the only one with some label;"
              + " expected two subjects of at least one label");
    }
    return split(manifest, part);
  }

  /** Goes once through all persons and moves those that are better on the other side. */
  private static boolean movedNearer(Part part, List<Person> persons) {
    boolean moved = false;
    for (Person person : persons) {
      if (part.persons().contains(person)) {
        if (part.change(person, -1) < -NEARER) {
          part.remove(person);
          moved = true;
        }
      } else if (part.leavesEveryLabel(person) && part.change(person, 1) < -NEARER) {
        part.add(person);
        moved = true;
      }
    }
    return moved;
  }

  /**
   * Divides into k parts; each is the validation part of one split.
   *
   * @throws UserException if there are fewer than k subjects
   */
  public static List<Split> kFold(Manifest manifest, int k, long seed) {
    if (k < 2) {
      throw new IllegalArgumentException("k must be at least 2, got " + k);
    }
    List<Person> persons = persons(manifest, seed);
    requireSubjects(persons, k);
    // large ones first, so that small ones can even out; the sort keeps the random order of equals
    persons.sort(Comparator.comparingInt(person -> -person.samples().size()));
    List<Part> folds = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      folds.add(new Part(persons, 1.0 / k));
    }
    for (Person person : persons) {
      folds.stream()
          .min(Comparator.comparingDouble(f -> f.change(person, 1) + f.sizeChange(person)))
          .orElseThrow()
          .add(person);
    }
    return folds.stream().map(fold -> split(manifest, fold)).toList();
  }

  /** The subjects in random order. */
  private static List<Person> persons(Manifest manifest, long seed) {
    Map<String, List<Integer>> bySubject = new LinkedHashMap<>();
    for (int i = 0; i < manifest.size(); i++) {
      String subject = manifest.samples().get(i).subject();
      // no subject's name begins with a zero character
      String key = subject.isEmpty() ? "\0" + i : subject;
      bySubject.computeIfAbsent(key, name -> new ArrayList<>()).add(i);
    }
    List<Person> persons = new ArrayList<>();
    for (List<Integer> samples : bySubject.values()) {
      Integer[] counts = new Integer[manifest.labels().size() + 1];
      Arrays.fill(counts, 0);
      for (int sample : samples) {
        int label = manifest.samples().get(sample).likeliest();
        counts[label == Sample.UNLABELLED ? counts.length - 1 : label]++;
      }
      persons.add(new Person(samples, List.of(counts)));
    }
    Collections.shuffle(persons, new Random(seed));
    return persons;
  }

  private static void requireSubjects(List<Person> persons, int least) {
    if (persons.size() < least) {
      throw new UserException(
          "too few subjects in the data: found %d, expected at least %d, since no subject may be on both sides of a split (column subject)"
              .formatted(persons.size(), least));
    }
  }

  /** Both parts in the manifest's order. */
  private static Split split(Manifest manifest, Part part) {
    boolean[] held = new boolean[manifest.size()];
    part.persons().forEach(person -> person.samples().forEach(i -> held[i] = true));
    List<Sample> training = new ArrayList<>();
    List<Sample> validation = new ArrayList<>();
    for (int i = 0; i < held.length; i++) {
      (held[i] ? validation : training).add(manifest.samples().get(i));
    }
    return new Split(manifest.with(training), manifest.with(validation));
  }
}
