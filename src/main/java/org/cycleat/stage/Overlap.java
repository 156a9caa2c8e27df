package org.cycleat.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cycleat.UserException;
import org.cycleat.dataset.Csv;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.twins.Twin;
import org.cycleat.twins.Twins;

/**
 * What test images share with the images of a run: a classifier is too good on what it has seen.
 */
final class Overlap {
  private static final List<String> HEADER =
      List.of("test", "training", "domain", "kind", "likeness");

  private final RunData run;
  private final DataDigest test;
  private final Map<Kind, List<Pair>> pairs = new EnumMap<>(Kind.class);

  /** The ways in which a test image is known from training, the plainest first. */
  enum Kind {
    SAME_BYTES("the same bytes"),
    SAME_SUBJECT("the same subject"),
    NEAR_IDENTICAL("near-identical");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A test image and one that the run was given. */
  private record Pair(Path test, Path training, Domain domain, float likeness) {}

  /**
   * Looks for the same bytes, and for the same subjects where both are of one data set.
   *
   * @param test the images to judge on
   */
  Overlap(RunData run, DataDigest test) {
    this.run = run;
    this.test = test;
    for (Kind kind : Kind.values()) {
      pairs.put(kind, new ArrayList<>());
    }
    for (Domain domain : domains()) {
      run.given(domain).ifPresent(given -> compare(domain, given));
    }
  }

  private List<Domain> domains() {
    return Arrays.stream(Domain.values()).filter(run::isKnown).toList();
  }

  private void compare(Domain domain, DataDigest given) {
    Map<String, DataDigest.Row> bytes = new HashMap<>();
    Map<String, DataDigest.Row> subjects = new HashMap<>();
    Set<String> leftOut = run.leftOut(domain);
    for (DataDigest.Row row : domain == Domain.WEB ? given.rows() : given.training()) {
      if (leftOut.contains(row.path())) {
        continue;
      }
      bytes.putIfAbsent(row.sha256(), row);
      if (domain != Domain.WEB && !row.subject().isEmpty()) {
        subjects.putIfAbsent(row.subject(), row);
      }
    }
    boolean oneDataSet = isOfOneDataSet(given);
    for (DataDigest.Row row : test.rows()) {
      DataDigest.Row same = bytes.get(row.sha256());
      DataDigest.Row person = oneDataSet ? subjects.get(row.subject()) : null;
      if (same != null) {
        pairs.get(Kind.SAME_BYTES).add(new Pair(test.file(row), given.file(same), domain, 1));
      } else if (person != null) {
        pairs.get(Kind.SAME_SUBJECT).add(new Pair(test.file(row), given.file(person), domain, 0));
      }
    }
  }

  private boolean isOfOneDataSet(DataDigest given) {
    return SharedPeople.of(test.root(), given.root());
  }

  /** An image that the run learned from. */
  private record Trained(Sample sample, Domain domain, boolean isOfOneDataSet) {

    /** One data set knows its people: two of them are never one photograph. */
    boolean mayBe(Sample other) {
      String subject = sample.subject();
      boolean bothKnown = !subject.isEmpty() && !other.subject().isEmpty();
      return !isOfOneDataSet || !bothKnown || subject.equals(other.subject());
    }
  }

  /**
   * Looks for near-identical images too.
   *
   * @param checked the images to judge on, as they can be read
   */
  void compare(Manifest checked) {
    Set<Path> known = new HashSet<>();
    pairs.get(Kind.SAME_BYTES).forEach(pair -> known.add(pair.test()));
    List<Sample> tests =
        checked.samples().stream().filter(sample -> !known.contains(sample.path())).toList();
    List<Trained> trained = trained();
    Map<Integer, Twin> best = new TreeMap<>();
    for (Twin twin :
        Twins.between(
            tests.stream().map(Sample::path).toList(),
            trained.stream().map(image -> image.sample().path()).toList())) {
      if (trained.get(twin.second()).mayBe(tests.get(twin.first()))) {
        best.merge(twin.first(), twin, (a, b) -> a.likeness() >= b.likeness() ? a : b);
      }
    }
    best.forEach(
        (image, twin) -> {
          Trained other = trained.get(twin.second());
          pairs
              .get(Kind.NEAR_IDENTICAL)
              .add(
                  new Pair(
                      tests.get(image).path(),
                      other.sample().path(),
                      other.domain(),
                      twin.likeness()));
        });
  }

  private List<Trained> trained() {
    List<Trained> trained = new ArrayList<>();
    for (Domain domain : domains()) {
      boolean oneDataSet = run.given(domain).map(this::isOfOneDataSet).orElse(false);
      Manifest images = domain == Domain.WEB ? run.all(domain) : run.training(domain);
      images.samples().forEach(sample -> trained.add(new Trained(sample, domain, oneDataSet)));
    }
    return trained;
  }

  /** How many test images there are of a kind. */
  long count(Kind kind) {
    return pairs.get(kind).stream().map(Pair::test).distinct().count();
  }

  /** Whether a test image was certainly trained on, or its person was. */
  boolean isCertain() {
    return count(Kind.SAME_BYTES) + count(Kind.SAME_SUBJECT) > 0;
  }

  /**
   * The refusal to judge.
   *
   * @param data the images to judge on, as the user named them
   * @param list where {@link #write} has written all
   */
  UserException refusal(GivenData data, Path list) {
    Kind kind = count(Kind.SAME_BYTES) > 0 ? Kind.SAME_BYTES : Kind.SAME_SUBJECT;
    Pair first = pairs.get(kind).get(0);
    return new UserException(
        "%d of %d images of %s (--data) have %s as images that this run was trained on, such as %s and %s (%s); %s lists them: evaluate on other images (--split), or take these all the same with --allow-overlap"
            .formatted(
                count(kind),
                test.rows().size(),
                data.place(),
                kind,
                first.test(),
                first.training(),
                first.domain().option(),
                list));
  }

  /** One line for the user. */
  String summary(Path list) {
    List<String> found = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (count(kind) > 0) {
        found.add("%d %s".formatted(count(kind), kind));
      }
    }
    return found.isEmpty()
        ? "overlap: no test image is one that the run was given, or near-identical to one"
        : "overlap: test images known from the run: %s; %s lists them"
            .formatted(String.join(", ", found), list);
  }

  /** Writes all pairs as CSV. */
  void write(Path file) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    pairs.forEach(
        (kind, all) ->
            all.forEach(
                pair ->
                    rows.add(
                        List.of(
                            pair.test().toString(),
                            pair.training().toString(),
                            pair.domain().fileName(),
                            kind.toString(),
                            kind == Kind.SAME_SUBJECT
                                ? ""
                                : String.format(Locale.ROOT, "%.3f", pair.likeness())))));
    Csv.write(file, rows);
  }
}
