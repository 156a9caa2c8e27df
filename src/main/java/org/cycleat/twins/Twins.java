package org.cycleat.twins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;

/** Near-identical images, and how they stay on one side of a split. */
public final class Twins {
  private Twins() {}

  /** Those of two lists of image files; in order, a pair once or twice. */
  public static List<Twin> between(List<Path> first, List<Path> second) {
    BooleanSupplier never = () -> false;
    return new TwinSearch(Thumbnail.read(first, never), Thumbnail.read(second, never)).run(never);
  }

  /**
   * Gives images without a subject that are twins a common one, so that no split parts them. An
   * image without a subject that is a twin of somebody's gets theirs. Subjects that are known are
   * trusted, and stay.
   */
  public static Manifest together(Manifest manifest) {
    List<Sample> samples = manifest.samples();
    List<String> subjects =
        subjects(
            samples.stream().map(Sample::path).toList(),
            samples.stream().map(Sample::subject).toList(),
            () -> false);
    return manifest.with(
        IntStream.range(0, samples.size())
            .mapToObj(i -> samples.get(i).of(subjects.get(i)))
            .toList());
  }

  /**
   * The subjects that {@link #together} gives.
   *
   * @param known the subject of each file, or nothing
   * @param isStopped asked in between; what is returned then means nothing
   */
  public static List<String> subjects(
      List<Path> files, List<String> known, BooleanSupplier isStopped) {
    if (known.stream().noneMatch(String::isEmpty)) {
      return known;
    }
    int[] group = groups(files, known, isStopped);
    String[] common = new String[files.size()]; // [group]
    int[] sizes = new int[files.size()];
    for (int i = 0; i < group.length; i++) {
      sizes[group[i]]++;
      if (common[group[i]] == null && !known.get(i).isEmpty()) {
        common[group[i]] = known.get(i);
      }
    }
    List<String> subjects = new ArrayList<>();
    for (int i = 0; i < group.length; i++) {
      String subject = known.get(i);
      if (subject.isEmpty() && sizes[group[i]] > 1) {
        String shared = common[group[i]];
        subject = shared == null ? "twins of " + files.get(group[i]).getFileName() : shared;
      }
      subjects.add(subject);
    }
    return subjects;
  }

  /** Of each file the first that it hangs together with, through twins of no known subject. */
  private static int[] groups(List<Path> files, List<String> known, BooleanSupplier isStopped) {
    int[] first = IntStream.range(0, files.size()).toArray();
    List<Thumbnail> thumbnails = Thumbnail.read(files, isStopped);
    for (Twin twin : new TwinSearch(thumbnails, thumbnails).run(isStopped)) {
      if (known.get(twin.first()).isEmpty() || known.get(twin.second()).isEmpty()) {
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
