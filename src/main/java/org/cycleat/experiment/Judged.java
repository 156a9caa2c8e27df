package org.cycleat.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.stage.GivenData;
import org.cycleat.stage.SharedPeople;
import org.cycleat.twins.Twin;
import org.cycleat.twins.Twins;

/**
 * Faces that are judged, which nothing may be learned from.
 *
 * @param places that their data sets were named by
 */
record Judged(Manifest faces, List<GivenData> places) {

  /**
   * The faces of a training set that are not known from those that are judged: neither twins of
   * them, nor, where both are of one data set, of the same subject.
   *
   * @param place that the training set was named by
   * @param bySubject whether subjects count at all
   */
  Manifest leftOutOf(Manifest training, GivenData place, boolean bySubject) {
    boolean isOneDataSet = places.stream().anyMatch(judged -> isOneDataSet(judged, place));
    Set<String> subjects = new HashSet<>();
    if (bySubject && isOneDataSet) {
      faces.samples().forEach(sample -> subjects.add(sample.subject()));
      subjects.remove("");
    }
    boolean[] known = new boolean[training.size()];
    for (Twin twin : Twins.between(paths(faces), paths(training))) {
      Sample judged = faces.samples().get(twin.first());
      Sample trained = training.samples().get(twin.second());
      known[twin.second()] |= !isOneDataSet || mayBeOne(judged, trained);
    }
    List<Sample> left = new ArrayList<>();
    IntStream.range(0, known.length)
        .filter(i -> !known[i] && !subjects.contains(training.samples().get(i).subject()))
        .forEach(i -> left.add(training.samples().get(i)));
    return training.with(left);
  }

  /** One data set knows its people: two of them are never one photo. */
  static boolean mayBeOne(Sample one, Sample other) {
    return one.subject().isEmpty()
        || other.subject().isEmpty()
        || one.subject().equals(other.subject());
  }

  private static boolean isOneDataSet(GivenData one, GivenData other) {
    return SharedPeople.of(one.root(), other.root());
  }

  private static List<Path> paths(Manifest manifest) {
    return manifest.samples().stream().map(Sample::path).toList();
  }
}
