package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusionsTest {
  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();
  private DrawnDomains domains;
  private Path excluded;

  @BeforeEach
  void draw() throws IOException {
    domains = DrawnDomains.in(folder.resolve("data"));
    excluded = Files.createDirectories(folder.resolve("excluded"));
    Path source = domains.source().getParent();
    Files.copy(source.resolve("S0_AN.png"), excluded.resolve("same.png"));
    Files.copy(source.resolve("S3_HA.png"), excluded.resolve("of-a-test-part.png"));
    BufferedImage face = ImageIO.read(source.resolve("S1_SU.png").toFile());
    BufferedImage large = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
    large.createGraphics().drawImage(face, 96, 0, -96, 96, null); // mirrored
    ImageIO.write(large, "png", excluded.resolve("large.png").toFile());
    Files.copy(domains.web().resolve("Person_7_0001.png"), excluded.resolve("web.png"));
  }

  private RunData data(Map<Domain, GivenData> given, Path... sets) {
    Config config = Config.preset("tiny");
    List<GivenData> excluding = new ArrayList<>();
    for (Path set : sets) {
      excluding.add(GivenData.toExclude(new DataSource(set, "--exclude"), Optional.empty()));
    }
    Workspace workspace = Workspace.create(folder.resolve("run"), config);
    return new RunData(workspace, config, new Given(given, excluding), told::add);
  }

  private static Set<String> names(Manifest before, Manifest after) {
    Set<String> names = new TreeSet<>();
    before.samples().forEach(sample -> names.add(sample.path().getFileName().toString()));
    after.samples().forEach(sample -> names.remove(sample.path().getFileName().toString()));
    return names;
  }

  private Manifest whole(Domain domain) {
    return domains
        .given()
        .get(domain)
        .list(Labels.EXPRESSIONS)
        .manifest(folder.resolve("pictures"));
  }

  private static String refusal(RunData data) {
    String message = assertThrows(UserException.class, data::requireSame).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @Test
  void trainingImagesLikeExcludedOnesAreLeftOutAndListed() throws IOException {
    RunData data = data(domains.given(), excluded);
    data.requireSame();
    assertEquals(
        Set.of("S0_AN.png", "S1_SU.png"), names(whole(Domain.SOURCE), data.all(Domain.SOURCE)));
    assertEquals(Set.of("Person_7_0001.png"), names(whole(Domain.WEB), data.all(Domain.WEB)));
    assertEquals(Set.of(), names(whole(Domain.TARGET), data.all(Domain.TARGET)));
    String lines = String.join("\n", told);
    assertTrue(lines.contains("source: 2 images are identical or near-identical"), lines);
    assertTrue(lines.contains("web: 1 images are") && lines.contains("target: 0 images"), lines);
    List<String> list = Files.readAllLines(folder.resolve("run/data/source.excluded.csv"));
    assertEquals("path,excluded,likeness", list.get(0));
    assertEquals("S0_AN.png,%s,1.000".formatted(excluded.resolve("same.png")), list.get(1));
    assertTrue(list.get(2).startsWith("S1_SU.png," + excluded.resolve("large.png")), list.get(2));
    assertEquals(2, data.describe(Domain.SOURCE).get("excluded"));
  }

  @Test
  void aRunMayBeJudgedOnWhatItExcluded() {
    RunData data = data(domains.given(), excluded);
    data.all(Domain.SOURCE);
    GivenData test = GivenData.toExclude(new DataSource(excluded, "--data"), Optional.empty());
    Manifest manifest = test.list(Labels.EXPRESSIONS).manifest(null);
    Overlap overlap = new Overlap(data, DataDigest.of(test, manifest, Optional.empty()));
    overlap.compare(manifest);
    for (Overlap.Kind kind : Overlap.Kind.values()) {
      assertEquals(0, overlap.count(kind), kind.toString());
    }
  }

  @Test
  void otherDomainsAndCommandsExcludeTheSame() throws IOException {
    Map<Domain, GivenData> source = Map.of(Domain.SOURCE, domains.given().get(Domain.SOURCE));
    data(source, excluded).all(Domain.SOURCE);
    data(Map.of(), excluded).requireSame();
    RunData later = data(domains.given()); // --exclude is not named again
    later.requireSame();
    assertEquals(19, later.all(Domain.WEB).size());
    assertTrue(
        refusal(data(Map.of(), excluded, excluded)).contains("1 data sets, found 2 (--exclude)"));
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.copy(excluded.resolve("same.png"), other.resolve("same.png"));
    assertTrue(
        refusal(data(Map.of(), other)).contains("is not the data that " + folder.resolve("run")));
    Files.delete(excluded.resolve("large.png"));
    RunData without = data(Map.of(Domain.TARGET, domains.given().get(Domain.TARGET)));
    String gone = assertThrows(UserException.class, () -> without.all(Domain.TARGET)).getMessage();
    assertTrue(gone.contains("large.png, which this run excludes (--exclude)"), gone);
  }

  @Test
  void aRunThatHasReadItsImagesExcludesNoMore() {
    data(domains.given()).all(Domain.SOURCE);
    String message = refusal(data(Map.of(), excluded));
    assertTrue(message.contains("exclude 0 data sets, found 1 (--exclude): leave"), message);
  }

  @Test
  void somethingMustBeLeft() {
    RunData data = data(domains.given(), domains.web());
    String message = assertThrows(UserException.class, () -> data.all(Domain.WEB)).getMessage();
    assertTrue(message.contains("all 20 images of --web are identical"), message);
  }

  @Test
  void aPlaceWhereNothingIsIsRefused() {
    String message = refusal(data(Map.of(), folder.resolve("nowhere")));
    assertTrue(message.contains("nothing at " + folder.resolve("nowhere") + " (--exclude)"));
  }
}
