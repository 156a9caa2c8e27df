package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cycleat.UserException;
import org.cycleat.dataset.Csv;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Listing;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.twins.Twin;
import org.cycleat.twins.Twins;

/**
 * Data that a run must not learn from, such as those it will be judged on: training images that are
 * identical or near-identical to one of these are left out. A run keeps their digests beside those
 * of its domains, and every domain that it reads is compared with the same ones.
 */
final class Exclusions {
  private static final String OPTION = "--exclude";
  private static final String NAME = "exclude";
  private static final List<String> HEADER = List.of("path", "excluded", "likeness");

  private final Path folder;
  private final Labels labels;
  private final List<GivenData> named;
  private final List<Listing> listed = new ArrayList<>();
  private final List<Path> files = new ArrayList<>(); // found unchanged
  private final Map<String, Path> byBytes = new HashMap<>(); // by their SHA-256

  /**
   * @param folder of the run's data
   * @param named by the user in this command; none goes on with the run's
   */
  Exclusions(Path folder, Labels labels, List<GivenData> named) {
    this.folder = folder;
    this.labels = labels;
    this.named = named;
  }

  /** What the run was given, in the user's order; none where it was given nothing. */
  List<DataDigest> recorded() {
    int count = Workspace.readJson(summary()).path("given").size();
    return IntStream.range(0, count)
        .mapToObj(i -> DataDigest.read(folder, name(i)).orElseThrow())
        .toList();
  }

  private Path summary() {
    return folder.resolve(NAME + ".json");
  }

  private static String name(int index) {
    return NAME + "-" + (index + 1);
  }

  /**
   * Makes sure that what the user names is what the run was given.
   *
   * @param run the run's folder, for the error
   * @throws UserException that says what differs
   */
  void requireSame(Path run) {
    if (named.isEmpty()) {
      return;
    }
    List<DataDigest> before = recorded();
    String advice = "leave " + OPTION + " out to go on with the run's data, or give another --run";
    if (named.size() != before.size()) {
      throw new UserException(
          "%s was told to exclude %d data sets, found %d (%s): %s"
              .formatted(run, before.size(), named.size(), OPTION, advice));
    }
    for (int i = 0; i < named.size(); i++) {
      GivenData here = named.get(i);
      DataDigest there = before.get(i);
      Optional<String> difference =
          DataDigest.of(here, read(i), Optional.of(there)).differenceFrom(there);
      if (difference.isPresent()) {
        throw new UserException(
            "%s (%s) is not the data that %s was told to exclude, %s: %s; %s"
                .formatted(here.place(), OPTION, run, there.place(), difference.get(), advice));
      }
    }
  }

  /**
   * Makes sure that what the user names can be listed; each is, once.
   *
   * @throws UserException that says what is wrong
   */
  void requireListed() {
    if (listed.isEmpty()) {
      named.forEach(data -> listed.add(data.list(labels)));
    }
  }

  private Manifest read(int index) {
    requireListed();
    return listed.get(index).manifest(folder.resolve(name(index)));
  }

  /** Keeps the digests of what the user names, before the first domain is read. */
  void record() {
    if (named.isEmpty()) {
      return;
    }
    List<Map<String, Object>> summaries = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      DataDigest digest = DataDigest.of(named.get(i), read(i), Optional.empty());
      digest.write(folder, name(i));
      summaries.add(digest.summary());
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("given", summaries);
    Workspace.writeJson(summary(), all);
  }

  /**
   * The training images that are like one of these.
   *
   * @param training as they can be read
   * @param given the digest of the domain that they are of
   * @param original an image's path as the digest has it
   * @return with the file and the likeness of the excluded image that each is most like
   */
  Map<Sample, Like> in(Manifest training, DataDigest given, Function<Sample, String> original) {
    requireUnchanged();
    Map<String, String> sha256 =
        given.rows().stream()
            .collect(Collectors.toMap(DataDigest.Row::path, DataDigest.Row::sha256, (a, b) -> a));
    List<Sample> samples = training.samples();
    Map<Sample, Like> found = new LinkedHashMap<>();
    for (Sample sample : samples) {
      Path same = byBytes.get(sha256.getOrDefault(original.apply(sample), ""));
      if (same != null) {
        found.put(sample, new Like(same, 1));
      }
    }
    for (Twin twin : Twins.between(samples.stream().map(Sample::path).toList(), files)) {
      Like like = new Like(files.get(twin.second()), twin.likeness());
      found.merge(samples.get(twin.first()), like, (a, b) -> a.likeness >= b.likeness ? a : b);
    }
    return found;
  }

  /** An excluded image, and how like it another one is: 1 where they have the same bytes. */
  record Like(Path excluded, float likeness) {}

  /** Reads all of them, once for all domains. */
  private void requireUnchanged() {
    if (!files.isEmpty()) {
      return;
    }
    for (DataDigest digest : recorded()) {
      for (DataDigest.Row row : digest.rows()) {
        Path file = digest.file(row);
        requireUnchanged(file, row);
        files.add(file);
        byBytes.putIfAbsent(row.sha256(), file);
      }
    }
  }

  private static void requireUnchanged(Path file, DataDigest.Row row) {
    try {
      if (DataDigest.sha256(file).equals(row.sha256())) {
        return;
      }
    } catch (IOException e) {
      throw new UserException(
          "cannot read %s, which this run excludes (%s): %s; is it still there?"
              .formatted(file, OPTION, e.getMessage()),
          e);
    }
    throw new UserException(
        "%s, which this run excludes (%s), has other bytes now: give another --run"
            .formatted(file, OPTION));
  }

  /** The list of what was left out of a domain. */
  Path list(Domain domain) {
    return folder.resolve(domain.fileName() + ".excluded.csv");
  }

  void write(Domain domain, Map<Sample, Like> found, Function<Sample, String> original) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    found.forEach(
        (sample, like) ->
            rows.add(
                List.of(
                    original.apply(sample),
                    like.excluded().toString(),
                    String.format(Locale.ROOT, "%.3f", like.likeness()))));
    Csv.write(list(domain), rows);
  }

  /** The images of a domain that were left out, as its digest calls them. */
  Set<String> leftOut(Domain domain) {
    Set<String> paths = new HashSet<>();
    if (Files.exists(list(domain))) {
      Csv.read(list(domain)).stream().skip(1).forEach(row -> paths.add(row.cells().get(0)));
    }
    return paths;
  }
}
