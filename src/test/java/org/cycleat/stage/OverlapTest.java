package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.cycleat.config.Config;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlapTest {
  @TempDir Path folder;

  private DrawnDomains domains;
  private RunData run;

  @BeforeEach
  void takeIn() throws IOException {
    domains = DrawnDomains.in(folder.resolve("data"));
    Config config = Config.preset("tiny");
    Workspace workspace = Workspace.create(folder.resolve("run"), config);
    RunData taking = new RunData(workspace, config, domains.given(), line -> {});
    for (Domain domain : Domain.values()) {
      taking.all(domain);
    }
    run = new RunData(workspace, config, Map.of(), line -> {});
  }

  private Overlap with(Path data, String split) {
    GivenData given =
        GivenData.toJudgeOn(new DataSource(data, "--data"), Optional.ofNullable(split));
    Manifest manifest = given.list(Labels.EXPRESSIONS).manifest(null);
    Overlap overlap = new Overlap(run, DataDigest.of(given, manifest, Optional.empty()));
    overlap.compare(manifest);
    return overlap;
  }

  private static GivenData given(Path data) {
    return GivenData.toJudgeOn(new DataSource(data, "--data"), Optional.empty());
  }

  private Path test(String rows) throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    return Files.writeString(other.resolve("test.csv"), "path,label,subject\n" + rows);
  }

  private Path list(Overlap overlap) {
    Path list = folder.resolve("overlap.csv");
    overlap.write(list);
    return list;
  }

  private static void assertCounts(Overlap overlap, long bytes, long subjects, long near) {
    List<Long> counts =
        List.of(
            overlap.count(Overlap.Kind.SAME_BYTES),
            overlap.count(Overlap.Kind.SAME_SUBJECT),
            overlap.count(Overlap.Kind.NEAR_IDENTICAL));
    assertEquals(List.of(bytes, subjects, near), counts);
  }

  @Test
  void theTestPartOfTheSourceIsUnknown() {
    Overlap overlap = with(domains.source(), "test");
    assertCounts(overlap, 0, 0, 0);
    assertFalse(overlap.isCertain());
    assertTrue(overlap.summary(folder).contains("no test image is one"), overlap.summary(folder));
  }

  @Test
  void imagesThatWereTrainedOnAreFoundByTheirBytes() throws IOException {
    Overlap overlap = with(domains.source(), null);
    assertCounts(overlap, 21, 0, 0);
    assertTrue(overlap.isCertain());
    Path list = list(overlap);
    String refusal = overlap.refusal(given(domains.source()), list).getMessage();
    assertTrue(refusal.startsWith("21 of 28 images of " + domains.source()), refusal);
    assertTrue(refusal.contains("(--source); " + list), refusal);
    assertTrue(refusal.contains("--allow-overlap"), refusal);
    List<String> rows = Files.readAllLines(list);
    assertEquals("test,training,domain,kind,likeness", rows.get(0));
    assertEquals(22, rows.size());
    assertTrue(rows.get(1).endsWith("S0_AN.png,source,the same bytes,1.000"), rows.get(1));
  }

  @Test
  void aWebFaceUnderAnotherNameIsFoundByItsBytes() throws IOException {
    Path web = domains.web().resolve("Person_3_0001.png");
    Path test = test("a.png,HA,Ann\n");
    Files.copy(web, test.resolveSibling("a.png"));
    assertCounts(with(test, null), 1, 0, 0);
  }

  @Test
  void aSubjectIsKnownWithinOneDataSetOnly() throws IOException {
    Path source = domains.source();
    noise(source.resolveSibling("new.png"), 1);
    Path inside = source.resolveSibling("further.csv");
    Files.writeString(inside, "path,label,subject\nnew.png,HA,S1\n");
    Overlap overlap = with(inside, null);
    assertCounts(overlap, 0, 1, 0);
    assertTrue(
        overlap
            .refusal(given(inside), inside)
            .getMessage()
            .contains("have the same subject as images"),
        overlap.refusal(given(inside), inside).getMessage());
    Files.writeString(inside, "path,label,subject\nnew.png,HA,S3\n");
    assertCounts(with(inside, null), 0, 0, 0); // S3 is in the source's test part
    Path elsewhere = test("new.png,HA,S1\n");
    Files.copy(source.resolveSibling("new.png"), elsewhere.resolveSibling("new.png"));
    assertCounts(with(elsewhere, null), 0, 0, 0);
  }

  @Test
  void anEnlargedAndBrighterCopyIsNearIdenticalUnlessItsPersonIsKnownToDiffer() throws IOException {
    BufferedImage image = ImageIO.read(domains.source().resolveSibling("S1_FE.png").toFile());
    Path source = domains.source();
    BufferedImage larger = new BufferedImage(90, 90, BufferedImage.TYPE_INT_RGB);
    larger.createGraphics().drawImage(image, 0, 0, 90, 90, null);
    Path test = test("b.png,FE,X\n");
    ImageIO.write(larger, "png", test.resolveSibling("b.png").toFile());
    Overlap overlap = with(test, null);
    assertCounts(overlap, 0, 0, 1);
    assertFalse(overlap.isCertain());
    assertTrue(overlap.summary(test).contains("1 near-identical; " + test), overlap.summary(test));
    assertTrue(
        Files.readAllLines(list(overlap)).get(1).contains("S1_FE.png,source,near-identical"));
    ImageIO.write(larger, "png", source.resolveSibling("c.png").toFile());
    Path inside = source.resolveSibling("further.csv");
    Files.writeString(inside, "path,label,subject\nc.png,FE,X\n");
    assertCounts(with(inside, null), 0, 0, 0);
  }

  private static void noise(Path file, long seed) throws IOException {
    var random = new Random(seed);
    BufferedImage image = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 48 * 48; i++) {
      image.setRGB(i % 48, i / 48, random.nextInt());
    }
    ImageIO.write(image, "png", file.toFile());
  }
}
