package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cycleat.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionColumnsTest {
  private static final Labels THREE = Labels.parse("AN,HA,NE");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void images() throws IOException {
    file = folder.resolve("manifest.csv");
    for (String name : List.of("a.png", "b.png", "c.png")) {
      Files.writeString(folder.resolve(name), name);
    }
  }

  private Manifest read(Labels labels, Use use, String... lines) throws IOException {
    Files.writeString(file, String.join("\n", lines));
    return Manifest.read(file, labels, use);
  }

  @Test
  void probabilitiesAreScaledToOneOverTheClassesAskedFor() throws IOException {
    Manifest manifest =
        read(
            THREE,
            Use.LABELLED,
            "path,p_SA,label,P_ne,p_AN,p_value",
            "a.png,7,AN,3,1,x", // sadness is not asked for, and happiness has no column
            "b.png,0.5,HA,,,y",
            "c.png,,NE,0,0,z");
    assertEquals(List.of(0.25f, 0f, 0.75f), manifest.samples().get(0).distribution());
    assertEquals(List.of(), manifest.samples().get(1).distribution());
    assertEquals(List.of(), manifest.samples().get(2).distribution());
    assertEquals(Map.of("p_value", "x"), manifest.samples().get(0).extra());
  }

  @Test
  void votesOfFerPlusAreProbabilities() throws IOException {
    // neutral happiness surprise sadness anger disgust fear contempt unknown NF
    String[] lines = {
      "path,label,votes",
      "a.png,AN,4 0 0 1 3 0 0 2 5 0",
      "b.png,HA,0 0 0 0 0 0 0 2 0 8",
      "c.png,NE,"
    };
    Manifest seven = read(Labels.EXPRESSIONS, Use.LABELLED, lines);
    assertEquals(
        List.of(0.375f, 0f, 0f, 0f, 0.5f, 0.125f, 0f), seven.samples().get(0).distribution());
    assertEquals(List.of(), seven.samples().get(1).distribution(), "contempt is not asked for");
    assertEquals(List.of(), seven.samples().get(2).distribution());
    assertEquals(Map.of(), seven.samples().get(0).extra());
    Manifest eight = read(Labels.parse("AN,DI,FE,HA,NE,SA,SU,CO"), Use.LABELLED, lines);
    assertEquals(
        List.of(0.3f, 0f, 0f, 0f, 0.4f, 0.1f, 0f, 0.2f), eight.samples().get(0).distribution());
    assertEquals(1f, eight.samples().get(1).distribution().get(7));
  }

  @Test
  void probabilitiesGoBeforeVotes() throws IOException {
    Manifest manifest =
        read(
            THREE,
            Use.LABELLED,
            "path,label,votes,p_HA",
            "a.png,AN,10 0 0 0 0 0 0 0 0 0,2",
            "b.png,AN,10 0 0 0 0 0 0 0 0 0,");
    assertEquals(List.of(0f, 1f, 0f), manifest.samples().get(0).distribution());
    assertEquals(List.of(), manifest.samples().get(1).distribution());
  }

  @Test
  void whatIsWrittenIsReadBackTheSame() throws IOException {
    Manifest manifest =
        read(
            THREE,
            Use.LABELLED,
            "path,label,p_AN,p_HA,p_NE,x",
            "a.png,AN,1,1,5,1",
            "b.png,HA,,,,2");
    Path written = folder.resolve("written.csv");
    manifest.write(written);
    assertEquals(
        List.of(
            "path,label,subject,split,p_AN,p_HA,p_NE,x",
            "a.png,AN,,,0.14285715,0.14285715,0.71428573,1",
            "b.png,HA,,,,,,2"),
        Files.readAllLines(written));
    assertEquals(manifest, Manifest.read(written, THREE, Use.LABELLED));
  }

  @Test
  void anImageWithoutALabelMayHaveProbabilitiesWhereTheyAreAskedFor() throws IOException {
    String[] lines = {"path,label,p_AN,p_NE", "a.png,HA,,", "b.png,,1,3"};
    Manifest manifest = read(THREE, Use.DISTRIBUTED, lines);
    Sample second = manifest.samples().get(1);
    assertEquals(Sample.UNLABELLED, second.label());
    assertEquals(List.of(0.25f, 0f, 0.75f), second.distribution());
    assertEquals(2, second.likeliest());
    assertEquals(1, manifest.samples().get(0).likeliest(), "the label goes first");
    assertEquals(List.of(0, 1, 1), java.util.Arrays.stream(manifest.counts()).boxed().toList());
    assertTrue(
        assertThrows(UserException.class, () -> read(THREE, Use.LABELLED, lines))
            .getMessage()
            .contains("no label in line 3"));
    String[] neither = {"path,label,p_AN", "a.png,,0"};
    assertThrows(UserException.class, () -> read(THREE, Use.DISTRIBUTED, neither));
  }

  @Test
  void votesThatDecideNothingAreProbabilitiesAllTheSame() throws IOException {
    read(
        THREE,
        Use.LABELLED,
        "path,label,votes",
        "a.png,AN,4 4 2 0 0 0 0 0 0 0",
        "b.png,HA,9 0 1 0 0 0 0 0 0 0");
    DataSource byVotes = new DataSource(file, "ferplus", "--source", line -> {}, line -> {});
    assertEquals(1, byVotes.read(THREE, Use.LABELLED, null).size());
    Manifest both = byVotes.read(THREE, Use.DISTRIBUTED, null);
    assertEquals(List.of(0f, 0.5f, 0.5f), both.samples().get(0).distribution());
    assertEquals(Sample.UNLABELLED, both.samples().get(0).label());
    assertEquals(2, both.samples().get(1).label());
  }

  @Test
  void whereNothingIsLearnedTheyAreColumnsLikeOthers() throws IOException {
    Manifest manifest = read(THREE, Use.UNLABELLED, "path,p_AN,votes", "a.png,-1,what");
    assertEquals(List.of(), manifest.samples().get(0).distribution());
    assertEquals(Map.of("p_AN", "-1", "votes", "what"), manifest.samples().get(0).extra());
  }

  @Test
  void votesOfAnotherTaskAreNoneOfFerPlus() throws IOException {
    Labels yesOrNo = Labels.parse("yes,no");
    Manifest manifest = read(yesOrNo, Use.LABELLED, "path,label,votes,p_no", "a.png,yes,three,1");
    assertEquals(List.of(0f, 1f), manifest.samples().get(0).distribution());
    manifest = read(yesOrNo, Use.LABELLED, "path,label,votes", "a.png,yes,three");
    assertEquals(Map.of("votes", "three"), manifest.samples().get(0).extra());
  }

  @ParameterizedTest
  @CsvSource({
    "p_AN,-0.1,the probability '-0.1' (column p_AN) in line 2 of the manifest",
    "p_CO,x,the probability 'x' (column p_CO) in line 2",
    "p_AN,NaN,the probability 'NaN'",
    "p_AN,Infinity,the probability 'Infinity'",
    "p_AN,1e308,the probability '1e308'",
    "votes,1 2 3,the votes (column votes) in line 2 of the manifest",
    "votes,1 2 3 4 5 6 7 8 9 10 11,found '1 2 3 4 5 6 7 8 9 10 11'",
    "votes,1 2 3 -4 5 6 7 8 9 10,expected the ten counts of FER+",
  })
  void mistakesAreNamedWithFileAndLine(String column, String cell, String expected) {
    UserException mistake =
        assertThrows(
            UserException.class,
            () -> read(THREE, Use.LABELLED, "path,label," + column, "a.png,AN," + cell));
    assertTrue(mistake.getMessage().contains(expected), mistake.getMessage());
    assertTrue(mistake.getMessage().contains(file.toString()), mistake.getMessage());
    assertFalse(mistake.getMessage().contains("\n"), mistake.getMessage());
  }

  @Test
  void probabilitiesAreOnesOfTheLabels() {
    Path image = folder.resolve("a.png");
    Sample two = new Sample(image, 0, "", "", List.of(0.5f, 0.5f), Map.of());
    assertThrows(IllegalArgumentException.class, () -> new Manifest(List.of(two), THREE));
    List<Float> wrong = List.of(0.5f, Float.NaN);
    assertThrows(
        IllegalArgumentException.class, () -> new Sample(image, 0, "", "", wrong, Map.of()));
    Sample moved = two.at(folder).of("Ann").ofNoSplit().with("x", "1");
    assertEquals(List.of(0.5f, 0.5f), moved.distribution());
  }
}
