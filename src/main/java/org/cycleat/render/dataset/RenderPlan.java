package org.cycleat.render.dataset;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cycleat.UserException;
import org.cycleat.dataset.Splits;

/**
 * Which pictures a data set has, without rendering any.
 *
 * @param sittings in order
 * @param seed of the poses, the division and whatever else a picture draws
 * @param training the subjects that are for training; the others are for testing
 * @param shapes names of the expression shapes that the heads are made of, or none
 */
public record RenderPlan(
    List<Sitting> sittings, Poses poses, long seed, Set<String> training, List<String> shapes) {
  public RenderPlan {
    sittings = List.copyOf(sittings);
    training = Set.copyOf(training);
    shapes = List.copyOf(shapes);
  }

  /**
   * A plan whose subjects are divided at random.
   *
   * @param trainingShare of the subjects that are for training, in [0, 1]; the paper: 0.8
   * @throws UserException where nobody sits
   */
  public static RenderPlan of(
      HeadSource source, List<Integer> levels, Poses poses, long seed, double trainingShare) {
    List<Sitting> sittings = source.sittings(levels);
    if (sittings.isEmpty()) {
      throw new UserException("no face at the levels " + levels + " (--levels)");
    }
    requireDifferent(sittings);
    Set<String> all = new LinkedHashSet<>();
    sittings.forEach(sitting -> all.add(sitting.subject()));
    Set<String> training = Splits.training(all, seed, trainingShare);
    return new RenderPlan(sittings, poses, seed, training, source.shapes());
  }

  /** A sitting's name becomes its pictures'. */
  private static void requireDifferent(List<Sitting> sittings) {
    Set<String> names = new HashSet<>();
    for (Sitting sitting : sittings) {
      if (!names.add(sitting.name())) {
        throw new UserException(
            "two faces of subject %s with the expression %s of level %d: expected one"
                .formatted(sitting.subject(), sitting.code(), sitting.level().orElse(0)));
      }
    }
  }

  /** How many pictures there are. */
  public long size() {
    return (long) sittings.size() * poses.count();
  }

  public long subjects() {
    return sittings.stream().map(Sitting::subject).distinct().count();
  }

  /** How many pictures there are for training. */
  public long trainingSize() {
    long count = sittings.stream().filter(sitting -> split(sitting).equals("train")).count();
    return count * poses.count();
  }

  /** The part of the data set that a subject belongs to: train or test. */
  String split(Sitting sitting) {
    return training.contains(sitting.subject()) ? "train" : "test";
  }
}
