package org.cycleat.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.cycleat.config.ExperimentFile;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Use;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentDataTest {
  private static final Path OPEN = Path.of("docs/experiments/open.yaml");

  @TempDir private Path folder;
  private SmallDomains domains;
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void make() {
    domains = SmallDomains.in(folder.resolve("given"));
  }

  private ExperimentData data(String... further) {
    List<String> settings = new ArrayList<>(domains.settings());
    settings.addAll(List.of(further));
    ExperimentFile file = ExperimentFile.load(OPEN, settings);
    return new ExperimentData(folder.resolve("data"), file, told::add, told::add);
  }

  private static Manifest read(Path file) {
    return Manifest.read(file, Labels.EXPRESSIONS, Use.LABELLED);
  }

  private static Manifest readWeb(Path file) {
    return Manifest.read(file, Labels.EXPRESSIONS, Use.UNLABELLED);
  }

  private static Set<String> subjects(Manifest manifest) {
    return manifest.samples().stream().map(Sample::subject).collect(Collectors.toSet());
  }

  private static Set<Path> paths(Manifest manifest) {
    return manifest.samples().stream().map(Sample::path).collect(Collectors.toSet());
  }

  /** Puts further faces into a data set. */
  private static void append(Path manifest, Use use, Sample... samples) {
    Manifest before = Manifest.read(manifest, Labels.EXPRESSIONS, use);
    List<Sample> all = new ArrayList<>(before.samples());
    all.addAll(List.of(samples));
    before.with(all).write(manifest);
  }

  /** All of the web is learned from, whatever part its makers put a face in. */
  @ParameterizedTest
  @ValueSource(strings = {"", "test"})
  void whatIsJudgedIsTakenOutOfTheWeb(String split) throws IOException {
    Sample judged = read(domains.second()).samples().get(3);
    Path copy = Files.copy(judged.path(), folder.resolve("given/web/copy.jpg"));
    append(
        domains.web(),
        Use.UNLABELLED,
        new Sample(copy, Sample.UNLABELLED, "", split, judged.extra()));
    ExperimentData data = data();
    int[] begun = {0};
    data.prepare(false, () -> begun[0]++);
    assertEquals(1, begun[0]);
    assertTrue(data.isReady());
    assertFalse(paths(readWeb(data.web())).contains(copy.toAbsolutePath()));
    assertTrue(
        paths(readWeb(folder.resolve("data/web/left-out.csv"))).contains(copy.toAbsolutePath()));
    assertTrue(told.stream().anyMatch(line -> line.startsWith("web: ")), told::toString);
  }

  @Test
  void theSourceKeepsItsTestPart() {
    ExperimentData data = data();
    data.prepare(true, () -> {});
    assertEquals(
        2 * SmallDomains.CLASSES,
        read(data.source()).split("test").size(),
        "people of the test part");
  }

  @Test
  void setsAreTrainedOnAndJudgedBothWays() {
    ExperimentData data = data("sets.bothWays=true");
    data.prepare(true, () -> {});
    List<Division> sets = data.sets();
    assertEquals(List.of(0, 1), sets.stream().map(Division::part).toList());
    assertEquals(paths(read(domains.second())), paths(read(sets.get(0).test())));
    assertEquals(paths(read(domains.first())), paths(read(sets.get(1).test())));
    assertEquals(1, data().sets().size());
  }

  @Test
  void whoIsJudgedIsNotTrainedOnUnlessTheDivisionIsTrusted() {
    Sample judged = read(domains.second()).samples().get(0);
    Sample other = read(domains.first()).samples().get(5);
    append(
        domains.first(),
        Use.LABELLED,
        new Sample(Path.of("demo/lab").resolve(labFace()), 2, judged.subject(), "", other.extra()));
    // manifests that lie apart are different data sets, whose people may bear one name by chance
    Path together = domains.first().resolveSibling("second.csv");
    read(domains.second()).write(together);
    ExperimentData data = data("sets.second.data=" + together);
    data.prepare(true, () -> {});
    Manifest left = read(data.sets().get(0).training());
    assertFalse(subjects(left).contains(judged.subject()));
    ExperimentData trusting =
        new ExperimentData(
            folder.resolve("trusting"),
            ExperimentFile.load(
                OPEN,
                with(domains.settings(), "sets.second.data=" + together, "sets.bySubject=false")),
            told::add,
            told::add);
    trusting.prepare(true, () -> {});
    assertTrue(subjects(read(trusting.sets().get(0).training())).contains(judged.subject()));
  }

  private static String labFace() {
    Path lab = Path.of("demo/lab").toAbsolutePath();
    return lab.relativize(read(Path.of("demo/lab/manifest.csv")).samples().get(900).path())
        .toString();
  }

  private static List<String> with(List<String> some, String... further) {
    List<String> all = new ArrayList<>(some);
    all.addAll(List.of(further));
    return all;
  }

  @Test
  void foldsKeepSubjectsAndTwinsTogether() throws IOException {
    Sample face = read(domains.first()).samples().get(0);
    Path copy = Files.copy(face.path(), folder.resolve("given/first/copy.jpg"));
    Manifest nameless =
        read(domains.first())
            .with(read(domains.first()).samples().stream().map(s -> s.of("")).toList());
    nameless.write(domains.first());
    append(domains.first(), Use.LABELLED, new Sample(copy, face.label(), "", "", face.extra()));
    ExperimentData data = data();
    data.prepare(true, () -> {});
    int judged = 0;
    for (Division fold : data.folds()) {
      Set<Path> test = paths(read(fold.test()));
      judged += test.size();
      Set<Path> training = paths(read(fold.training()));
      assertTrue(test.stream().noneMatch(training::contains));
      assertEquals(
          test.contains(face.path()), test.contains(copy.toAbsolutePath()), "twins on one side");
      Set<String> known = subjects(read(fold.training()));
      assertTrue(
          subjects(read(fold.test())).stream().noneMatch(s -> !s.isEmpty() && known.contains(s)));
    }
    assertEquals(read(data.allFolds()).size(), judged, "each face is judged once");
  }

  @Test
  void whatAProtocolCannotDoIsSaidBeforeAnythingIsWritten() {
    UserException tooMany =
        assertThrows(UserException.class, () -> data("folds.number=5").prepare(true, () -> {}));
    assertTrue(
        tooMany.getMessage().contains("5 folds (folds.number), but only 3 images of AN"),
        tooMany.getMessage());
    UserException nothing =
        assertThrows(
            UserException.class, () -> data("web.data=" + folder.resolve("no")).requireThere());
    assertTrue(nothing.getMessage().contains("(web.data)"), nothing.getMessage());
    UserException noPart =
        assertThrows(
            UserException.class, () -> data("sets.first.split=Set9").prepare(true, () -> {}));
    assertTrue(noPart.getMessage().contains("(sets.first.split)"), noPart.getMessage());
    read(domains.source()).split("train").write(domains.source());
    UserException noTest = assertThrows(UserException.class, () -> data().prepare(true, () -> {}));
    assertTrue(noTest.getMessage().contains("no image of the split test"), noTest.getMessage());
    assertFalse(Files.exists(folder.resolve("data")));
  }
}
