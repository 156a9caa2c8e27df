package org.cycleat.twins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;

/** Near-identical images, and how they stay on one side of a split. */
public final class Twins {
  private Twins() {}

  /** Those of two lists of image files; in order, a pair once or twice. */
  public static List<Twin> between(List<Path> first, List<Path> second) {
    return new TwinSearch(Thumbnail.read(first), Thumbnail.read(second)).run();
  }

  /** Those within a list of image files; in order, a pair once or twice. */
  public static List<Twin> within(List<Path> files) {
    List<Thumbnail> thumbnails = Thumbnail.read(files);
    return new TwinSearch(thumbnails, thumbnails).run();
  }

  /**
   * Gives images without a subject that are twins a common one, so that no split parts them. An
   * image without a subject that is a twin of somebody's gets theirs. Subjects that are known are
   * trusted, and stay.
   */
  public static Manifest together(Manifest manifest) {
    List<Sample> samples = manifest.samples();
    if (samples.stream().noneMatch(sample -> sample.subject().isEmpty())) {
      return manifest;
    }
    int[] group = groups(samples);
    String[] subjects = new String[samples.size()]; // [group]
    int[] sizes = new int[samples.size()];
    for (int i = 0; i < group.length; i++) {
      String known = samples.get(i).subject();
      sizes[group[i]]++;
      if (subjects[group[i]] == null && !known.isEmpty()) {
        subjects[group[i]] = known;
      }
    }
    List<Sample> named = new ArrayList<>();
    for (int i = 0; i < group.length; i++) {
      Sample sample = samples.get(i);
      if (sample.subject().isEmpty() && sizes[group[i]] > 1) {
        String subject = subjects[group[i]];
        sample = sample.of(subject == null ? name(samples.get(group[i])) : subject);
      }
      named.add(sample);
    }
    return manifest.with(named);
  }

  private static String name(Sample first) {
    return "twins of " + first.path().getFileName();
  }

  /** Of each sample the first that it hangs together with, through twins of no known subject. */
  private static int[] groups(List<Sample> samples) {
    int[] first = IntStream.range(0, samples.size()).toArray();
    for (Twin twin : within(samples.stream().map(Sample::path).toList())) {
      boolean bothKnown =
          !samples.get(twin.first()).subject().isEmpty()
              && !samples.get(twin.second()).subject().isEmpty();
      if (!bothKnown) {
        int a = root(first, twin.first());
        int b = root(first, twin.second());
        first[Math.max(a, b)] = Math.min(a, b);
      }
    }
    return IntStream.range(0, first.length).map(i -> root(first, i)).toArray();
  }

  private static int root(int[] first, int of) {
    int root = of;
    while (first[root] != root) {
      first[root] = first[first[root]];
      root = first[root];
    }
    return root;
  }
}
