package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDataTest {
  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();
  private DrawnDomains domains;

  @BeforeEach
  void draw() throws IOException {
    domains = DrawnDomains.in(folder.resolve("data"));
  }

  private RunData data(Map<Domain, GivenData> given) {
    Config config = Config.preset("tiny");
    return new RunData(Workspace.create(folder.resolve("run"), config), config, given, told::add);
  }

  private RunData named(Domain domain, Path where, String split) {
    return data(
        Map.of(
            domain,
            GivenData.of(
                domain, new DataSource(where, domain.option()), Optional.ofNullable(split))));
  }

  private String refusal(Domain domain, Path where) {
    RunData data = named(domain, where, null);
    String message = assertThrows(UserException.class, data::requireSame).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  private static void assertSays(String message, Object... parts) {
    for (Object part : parts) {
      assertTrue(message.contains(part.toString()), message);
    }
  }

  private void takeIn() {
    RunData data = data(domains.given());
    for (Domain domain : Domain.values()) {
      data.all(domain);
    }
  }

  /** A copy of a folder, somewhere else. */
  private Path copied(Path from, String name) throws IOException {
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      Files.createDirectories(to.getParent());
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  @Test
  void theSameDataGoOnByAnyName() throws IOException {
    takeIn();
    data(domains.given()).requireSame();
    data(Map.of()).requireSame();
    named(Domain.SOURCE, domains.source().getParent(), null).requireSame();
    named(Domain.WEB, copied(domains.web(), "moved"), null).requireSame();
  }

  @Test
  void aTestPartAloneIsNotLearnedFromUnlessItIsNamed() throws IOException {
    Path parent = copied(domains.target(), "published/test").getParent();
    RunData data = named(Domain.TARGET, parent, null);
    String message =
        assertThrows(UserException.class, () -> data.learning(Domain.TARGET)).getMessage();
    assertSays(message, "all 28 images of --target are a test part", "--target-split test");
  }

  @Test
  void aPlaceWhereNothingIsIsRefusedBeforeAndAfterTheIntake() {
    Path nowhere = folder.resolve("nowhere");
    assertSays(refusal(Domain.TARGET, nowhere), "nothing at " + nowhere + " (--target)");
    takeIn();
    assertSays(refusal(Domain.TARGET, nowhere), "nothing at " + nowhere + " (--target)");
  }

  @Test
  void whatOtherStagesNeedIsListedBeforeTheFirstAndOnce() throws IOException {
    Path list = Files.writeString(folder.resolve("list.csv"), "path,label\ngone.png,AN\n");
    assertSays(refusal(Domain.TARGET, list), "no image at 'gone.png' in line 2", "(--target)");
    assertSays(
        refusal(Domain.WEB, Files.createDirectory(folder.resolve("empty"))), "found no image at");
    Files.writeString(domains.target().resolve("Thumbs.db"), "\0");
    DataSource source = new DataSource(domains.target(), "auto", "--target", told::add, told::add);
    RunData data =
        data(Map.of(Domain.TARGET, GivenData.of(Domain.TARGET, source, Optional.empty())));
    data.requireSame();
    data.all(Domain.TARGET);
    assertEquals(1, told.stream().filter(line -> line.contains("1 .db")).count(), told.toString());
  }

  @Test
  void otherDataAreRefusedWithCountsAndTheFirstFile() throws IOException {
    takeIn();
    Path fewer = copied(domains.web(), "fewer");
    Files.delete(fewer.resolve("Person_0_0001.png"));
    assertSays(
        refusal(Domain.WEB, fewer),
        fewer + " (--web)",
        "is not the data that " + folder.resolve("run") + " was given, " + domains.web(),
        "19 images, in the run 20",
        "image 1 is Person_10_0001.png, in the run Person_0_0001.png",
        "leave --web out");
    Path more = copied(domains.web(), "more");
    Files.copy(more.resolve("Person_9_0001.png"), more.resolve("Z.png"));
    assertSays(refusal(Domain.WEB, more), "21 images", "Z.png is not in the run");
    Path end = copied(domains.web(), "end");
    Files.delete(end.resolve("Person_9_0001.png"));
    assertSays(refusal(Domain.WEB, end), "19 images", "Person_9_0001.png is only in the run");
  }

  @Test
  void aLabelAndASubjectAreDataToo() throws IOException {
    takeIn();
    Path other = copied(domains.source().getParent(), "other").resolve("manifest.csv");
    String rows = Files.readString(other);
    Files.writeString(other, rows.replace("S1_FE.png,FE", "S1_FE.png,SA"));
    assertSays(refusal(Domain.SOURCE, other), "the label of S1_FE.png is 'SA', in the run 'FE'");
    Files.writeString(other, rows.replace("S1_FE.png,FE,S1", "S1_FE.png,FE,S2"));
    assertSays(refusal(Domain.SOURCE, other), "the subject of S1_FE.png is 'S2'");
    Files.writeString(other, rows.replace("S1_FE.png,FE,S1,train", "S1_FE.png,FE,S1,test"));
    assertSays(refusal(Domain.SOURCE, other), "the split of S1_FE.png is 'test'");
  }

  @Test
  void probabilitiesOfClassesAreKeptAndCompared() throws IOException {
    Path other = copied(domains.source().getParent(), "other").resolve("manifest.csv");
    List<String> rows = new ArrayList<>();
    for (String row : Files.readAllLines(other)) {
      rows.add(row + (rows.isEmpty() ? ",votes" : ",3 0 0 0 1 0 0 0 5 0"));
    }
    Files.write(other, rows);
    Manifest kept = named(Domain.SOURCE, other, null).all(Domain.SOURCE);
    assertEquals(List.of(0.25f, 0f, 0f, 0f, 0.75f, 0f, 0f), kept.samples().get(0).distribution());
    String header = Files.readAllLines(folder.resolve("run/data/source.csv")).get(0);
    assertSays(header, "split,p_AN,p_DI,p_FE,p_HA,p_NE,p_SA,p_SU");
    assertFalse(header.contains("votes"), header);
    named(Domain.SOURCE, other, null).requireSame();
    Files.writeString(other, Files.readString(other).replace("3 0 0 0 1 0 0 0", "1 0 0 0 1 0 0 0"));
    assertSays(
        refusal(Domain.SOURCE, other),
        "the distribution of ",
        "is '0.5 0.0 0.0 0.0 0.5 0.0 0.0', in the run '0.25 0.0 0.0 0.0 0.75 0.0 0.0'");
  }

  @Test
  void votesServeInPlaceOfALabelWhereTheyCount() throws IOException {
    Path other = copied(domains.source().getParent(), "other").resolve("manifest.csv");
    List<String> rows = new ArrayList<>();
    for (String row : Files.readAllLines(other)) {
      String[] cells = row.split(",", 5);
      boolean isHappy = cells[1].equals("HA");
      rows.add(
          String.join(",", cells[0], isHappy ? "" : cells[1], cells[2], cells[3])
              + (rows.isEmpty() ? ",p_HA,p_AN" : isHappy ? ",9,1" : ",,"));
    }
    Files.write(other, rows);
    DataSource source = new DataSource(other, "--source");
    Map<Domain, GivenData> given =
        Map.of(Domain.SOURCE, GivenData.of(Domain.SOURCE, source, Optional.empty()));
    RunData labels = data(given);
    assertSays(
        assertThrows(UserException.class, () -> labels.all(Domain.SOURCE)).getMessage(),
        "no label in line");
    Config config = Config.preset("tiny").with("data.votes=0.5");
    Workspace workspace = Workspace.create(folder.resolve("votes"), config);
    RunData votes = new RunData(workspace, config, given, told::add);
    Manifest training = votes.learning(Domain.SOURCE).training();
    long unlabelled = training.samples().stream().filter(s -> s.label() < 0).count();
    assertTrue(unlabelled > 0 && unlabelled == training.counts()[3], "of happiness");
    Manifest validation = votes.learning(Domain.SOURCE).validation();
    assertTrue(validation.samples().stream().allMatch(s -> s.label() >= 0));
    assertEquals(1, validation.counts()[3], "judged by their most probable class");
    assertEquals(6, votes.test(Domain.SOURCE).size(), "of seven, one without a label");
    votes.requireSame();
  }

  @Test
  void aChangedByteIsNoticedInPlaceWhereSizeOrTimeChanged() throws IOException {
    takeIn();
    Path file = domains.web().resolve("Person_4_0001.png");
    FileTime before = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 20] ^= 1;
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 2000));
    assertSays(refusal(Domain.WEB, domains.web()), "Person_4_0001.png has other bytes");
    bytes[bytes.length - 20] ^= 1;
    Files.write(file, bytes);
    data(domains.given()).requireSame(); // touched, but the same
  }

  @Test
  void aPartIsTakenAndComparedAsAPart() throws IOException {
    Path sets = folder.resolve("sets");
    copied(domains.target(), "copy");
    Files.createDirectories(sets);
    Files.move(folder.resolve("copy"), sets.resolve("Set1"));
    DrawnDomains others = DrawnDomains.in(folder.resolve("others"));
    Files.move(others.target(), sets.resolve("Set2"));
    RunData data = named(Domain.TARGET, sets, "Set1");
    Manifest all = data.all(Domain.TARGET);
    assertEquals(DrawnDomains.TARGET_FACES, all.size());
    assertTrue(all.samples().stream().allMatch(s -> s.path().startsWith(sets.resolve("Set1"))));
    assertEquals(DrawnDomains.TARGET_FACES, data.training(Domain.TARGET).size());
    named(Domain.TARGET, sets, "Set1").requireSame();
    RunData other = named(Domain.TARGET, sets, "Set2");
    assertSays(
        assertThrows(UserException.class, other::requireSame).getMessage(),
        sets + " (split Set2) (--target)",
        sets + " (split Set1): 28 images, in the run 28");
    assertSays(refusal(Domain.TARGET, sets), "56 images, in the run 28");
    RunData unknown = named(Domain.TARGET, sets, "Set3");
    assertEquals(
        "no image of the split Set3 in %s (--target-split): Set1 has 28 images, Set2 has 28 images"
            .formatted(sets),
        assertThrows(UserException.class, unknown::requireSame).getMessage());
  }

  @Test
  void aPartCalledTestIsTrainedOnWhereItWasAskedFor() {
    RunData data = named(Domain.SOURCE, domains.source(), "test");
    assertEquals(7, data.training(Domain.SOURCE).size());
    assertEquals(0, data.test(Domain.SOURCE).size());
  }

  @Test
  void aManifestIsReadOnce() {
    RunData data = data(domains.given());
    Manifest first = data.all(Domain.SOURCE);
    assertSame(first, data.all(Domain.SOURCE));
    assertSame(data.learning(Domain.SOURCE), data.learning(Domain.SOURCE));
  }

  @Test
  void theDigestIsInTheProvenance() {
    takeIn();
    Map<String, Object> facts = data(Map.of()).describe(Domain.SOURCE);
    assertEquals(28, facts.get("images"));
    assertEquals(28, facts.get("given"));
    assertEquals(domains.source().getParent().toString(), facts.get("path"));
    assertTrue(facts.get("sha256").toString().matches("[0-9a-f]{64}"), facts::toString);
    assertNotEquals(data(Map.of()).describe(Domain.WEB).get("sha256"), facts.get("sha256"));
  }

  @Test
  void aRunWithoutADigestSaysSo() throws IOException {
    takeIn();
    Files.delete(folder.resolve("run/data/web.given.json"));
    told.clear();
    named(Domain.WEB, domains.target(), null).requireSame();
    assertEquals(1, told.size());
    assertSays(told.get(0), "web: this run kept no digest of its data");
  }

  @Test
  void nearIdenticalImagesWithoutASubjectStayTogether() throws IOException {
    Path manifest = domains.source();
    StringBuilder rows = new StringBuilder("path,label\n");
    for (String row : Files.readAllLines(manifest).subList(1, 29)) {
      rows.append(row, 0, row.indexOf(',', row.indexOf(',') + 1)).append('\n');
    }
    Files.copy(manifest.resolveSibling("S0_AN.png"), manifest.resolveSibling("twin.png"));
    Files.writeString(manifest, rows.append("twin.png,AN\n"));
    Manifest taken = named(Domain.SOURCE, manifest, null).all(Domain.SOURCE);
    Sample first = taken.samples().get(0);
    assertEquals("twins of S0_AN.png", first.subject());
    assertEquals(first.subject(), taken.samples().get(28).subject());
    assertEquals(2, taken.samples().stream().filter(sample -> !sample.subject().isEmpty()).count());
    assertTrue(told.stream().anyMatch(line -> line.contains("2 images are near-identical")));
    assertFalse(told.isEmpty());
  }
}
