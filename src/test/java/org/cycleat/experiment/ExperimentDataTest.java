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
    return new ExperimentData(folder.resolve("data"), file(further));
  }

  private ExperimentFile file(String... further) {
    return ExperimentFile.load(OPEN, with(domains.settings(), further));
  }

  private ExperimentIntake intake(String... further) {
    return new ExperimentIntake(data(further), file(further), told::add, told::add);
  }

  /** The faces of an experiment, read and divided. */
  private ExperimentData read(boolean judgesUnseen, String... further) {
    intake(further).run(judgesUnseen);
    return data(further);
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
    ExperimentData data = read(false);
    assertTrue(data.isReady());
    assertFalse(paths(readWeb(data.web())).contains(copy.toAbsolutePath()));
    assertTrue(
        paths(readWeb(folder.resolve("data/web/left-out.csv"))).contains(copy.toAbsolutePath()));
    assertTrue(told.stream().anyMatch(line -> line.startsWith("web: ")), told::toString);
  }

  @Test
  void theSourceKeepsItsTestPart() {
    ExperimentData data = read(true);
    assertEquals(
        2 * SmallDomains.CLASSES,
        read(data.source()).split("test").size(),
        "people of the test part");
  }

  /** Both sources lose what is judged, each into a list of its own. */
  @Test
  void theAblationHasASourceOfItsOwn() throws IOException {
    Sample judged = read(domains.second()).samples().get(3);
    Path plain = folder.resolve("given/plain/manifest.csv");
    read(domains.source()).write(plain);
    Path copy = Files.copy(judged.path(), plain.resolveSibling("copy.jpg"));
    append(plain, Use.LABELLED, new Sample(copy, judged.label(), "", "train", judged.extra()));
    ExperimentData data = read(true, "ablation.source.data=" + plain);
    assertEquals(paths(read(data.source())), paths(read(data.plainSource())));
    assertEquals(
        Set.of(copy.toAbsolutePath()),
        paths(read(folder.resolve("data/plain-source/left-out.csv"))));
    assertFalse(Files.exists(folder.resolve("data/source/left-out.csv")));
  }

  @Test
  void setsAreTrainedOnAndJudgedBothWays() {
    ExperimentData data = read(true, "sets.bothWays=true");
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
    ExperimentData data = read(true, "sets.second.data=" + together);
    Manifest left = read(data.sets().get(0).training());
    assertFalse(subjects(left).contains(judged.subject()));
    ExperimentData trusting = read(true, "sets.second.data=" + together, "sets.bySubject=false");
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
    ExperimentData data = read(true);
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

  /** A table of seven angry and seven happy faces for training, and two of each to judge on. */
  private Path table() throws IOException {
    List<String> faces = new ArrayList<>(List.of("emotion,pixels,Usage"));
    List<String> votes =
        new ArrayList<>(
            List.of(
                "Usage,Image"
                    + " name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"));
    for (int i = 0; i < 18; i++) {
      String part = i < 14 ? "Training" : "PublicTest";
      boolean isHappy = i % 2 == 1;
      faces.add("%d,%s,%s".formatted(isHappy ? 3 : 0, NoiseFaces.pixels(i), part));
      // of the training part one face shows something else, and of one nobody knows
      String agreed = isHappy ? "1,8,0,0,1,0,0,0,0,0" : "1,0,0,0,9,0,0,0,0,0";
      String counts = i == 2 ? "0,7,0,0,3,0,0,0,0,0" : i == 5 ? "4,4,0,0,2,0,0,0,0,0" : agreed;
      votes.add("%s,fer%07d.png,%s".formatted(part, i, counts));
    }
    Path home = Files.createDirectories(folder.resolve("given/fer2013"));
    Files.write(home.resolve("fer2013new.csv"), votes);
    return Files.write(home.resolve("fer2013.csv"), faces);
  }

  private static Set<Integer> pictures(Manifest manifest) {
    return manifest.samples().stream()
        .map(sample -> NoiseFaces.number(sample.path()))
        .collect(Collectors.toSet());
  }

  @Test
  void theFewLabelledFacesOfATableLeaveItsWeb() throws IOException {
    Path table = table();
    ExperimentData data =
        read(
            true,
            "run.labels=AN,HA",
            "folds.labels=AN,HA",
            "web.data=" + table,
            "web.split=train",
            "sets.first.data=" + table,
            "sets.first.split=train",
            "sets.second.data=" + table,
            "sets.second.split=validation",
            "sets.perClass=3",
            "folds.faces.data=" + table,
            "folds.faces.split=train",
            "folds.perClass=4");
    Division set = data.sets().get(0);
    Set<Integer> few = pictures(read(set.training()));
    assertEquals(6, few.size());
    assertEquals(Set.of(14, 15, 16, 17), pictures(read(set.test())), "all of them are judged");
    Set<Integer> folds = pictures(read(data.allFolds()));
    assertEquals(8, folds.size());
    assertTrue(folds.containsAll(few), "fewer faces by one seed are some of more");
    Set<Integer> web = pictures(readWeb(data.web()));
    assertTrue(web.containsAll(Set.of(2, 5)), "whose label most do not share is not drawn");
    assertEquals(14, web.size() + folds.size());
    assertTrue(web.stream().noneMatch(folds::contains));
  }

  @Test
  void whatAProtocolCannotDoIsSaid() {
    UserException tooMany = assertThrows(UserException.class, () -> read(true, "folds.number=5"));
    assertTrue(
        tooMany.getMessage().contains("5 folds (folds.number), but only 4 images of AN"),
        tooMany.getMessage());
    UserException tooFew = assertThrows(UserException.class, () -> read(true, "sets.perClass=5"));
    assertTrue(
        tooFew.getMessage().startsWith("only 4 faces of AN can be drawn from"),
        tooFew.getMessage());
    UserException nothing =
        assertThrows(
            UserException.class, () -> intake("web.data=" + folder.resolve("no")).requireThere());
    assertTrue(nothing.getMessage().contains("(web.data)"), nothing.getMessage());
    UserException noPlainSource =
        assertThrows(
            UserException.class, () -> intake("ablation.source.data=nowhere").requireThere());
    assertTrue(
        noPlainSource.getMessage().contains("nothing at nowhere (ablation.source.data)"),
        noPlainSource.getMessage());
    UserException noPart =
        assertThrows(UserException.class, () -> read(true, "sets.first.split=Set9"));
    assertTrue(noPart.getMessage().contains("(sets.first.split)"), noPart.getMessage());
    UserException allOfTheWeb =
        assertThrows(UserException.class, () -> read(true, "web.data=" + domains.second()));
    assertTrue(
        allOfTheWeb.getMessage().contains("(web.data) show faces of the target domain"),
        allOfTheWeb.getMessage());
    read(domains.source()).split("train").write(domains.source());
    UserException noTest = assertThrows(UserException.class, () -> read(true));
    assertTrue(noTest.getMessage().contains("no image of the split test"), noTest.getMessage());
  }

  /** Of three people in two folds, one fold is trained on one, of whom none can be set aside. */
  @Test
  void aTrainingPartIsOfTwoPeopleOrMore() {
    Set<String> people =
        read(domains.first()).samples().stream()
            .map(Sample::subject)
            .distinct()
            .limit(3)
            .collect(Collectors.toSet());
    assertEquals(3, people.size());
    Path three = domains.first().resolveSibling("three.csv");
    read(domains.first()).filter(sample -> people.contains(sample.subject())).write(three);
    UserException one =
        assertThrows(UserException.class, () -> read(true, "folds.faces.data=" + three));
    assertTrue(
        one.getMessage()
            .matches("the training part of fold-[12], of .*three.csv: too few subjects.*found 1.*"),
        one.getMessage());
  }
}
