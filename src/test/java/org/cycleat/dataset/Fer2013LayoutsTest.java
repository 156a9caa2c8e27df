package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FER2013 as it is published, and FER+'s votes on it. */
class Fer2013LayoutsTest extends LayoutFiles {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "emotion,pixels,Usage\n3,%s,Training\n0,%s,PublicTest\n6,%s,PrivateTest\n",
        "label,pixels,Usage\n3,%s,Training\n0,%s,PublicTest\n6,%s,PrivateTest\n",
        "emotion, Usage, pixels\r\n3,Training,%s\r\n0,PublicTest,%s\r\n6,PrivateTest,%s\r\n",
        "\uFEFFUsage,\"Pixels\", Emotion\nTraining,\"%s\",3\nPublicTest,%s,0\nPrivateTest,%s,6\n"
      })
  void pixelsBecomeFiles(String table) throws IOException {
    write("fer2013.csv", table.formatted("0 1 128 255", "9 9 9 9", "7 7 7 7"));
    String expected =
        """
        pictures/fer2013/fer0000000.png|HA||train
        pictures/fer2013/fer0000001.png|AN||validation
        pictures/fer2013/fer0000002.png|NE||test
        """;
    assertRead(expected);
    assertEquals(expected, text(read("fer2013.csv", "auto", EIGHT)), "by its own name");
    Path file = read("", "auto", EIGHT).samples().get(0).path();
    write("fer2013.csv", table.formatted("5 5 5 5", "9 9 9 9", "7 7 7 7"));
    Path other = read("", "auto", EIGHT).samples().get(0).path();
    assertArrayEquals(new int[] {0, 1, 128, 255}, pixels(file), "not replaced by the other table");
    assertArrayEquals(new int[] {5, 5, 5, 5}, pixels(other));
    assertEquals(List.of(), lost);
  }

  private static int[] pixels(Path png) throws IOException {
    BufferedImage image = ImageIO.read(png.toFile());
    return image.getRaster().getPixels(0, 0, 2, 2, (int[]) null);
  }

  @Test
  void oneSetIsTheSameAsTableFoldersAndManifest() throws IOException {
    StringBuilder table = new StringBuilder("emotion,pixels,Usage\n");
    StringBuilder manifest = new StringBuilder("path,label,split\n");
    List<String> names = List.of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral");
    for (int i = 0; i < 23; i++) {
      int emotion = i * i % 7; // 0, 1, 2 and 4, unevenly
      boolean trained = i % 3 > 0;
      table.append(
          "%d,%d 7 9 %d,%s\n".formatted(emotion, i, i, trained ? "Training" : "PrivateTest"));
      String split = trained ? "train" : "test";
      String file = "%s/%s/%d.png".formatted(split, names.get(emotion), i);
      write("folders/" + file, "");
      manifest.append("../folders/%s,%s,%s\n".formatted(file, names.get(emotion), split));
    }
    write("table/fer2013.csv", table.toString());
    write("manifest/faces.csv", manifest.toString());
    for (String split : List.of("train", "test")) {
      List<int[]> counts = new ArrayList<>();
      for (String way : List.of("table/fer2013.csv", "table", "folders", "manifest/faces.csv")) {
        counts.add(read(way, "auto", Labels.EXPRESSIONS).split(split).counts());
      }
      for (int[] each : counts) {
        assertArrayEquals(counts.get(0), each, split);
      }
    }
    assertArrayEquals(
        new int[] {4, 7, 6, 0, 0, 6, 0}, read("folders", "auto", Labels.EXPRESSIONS).counts());
    assertEquals(List.of(), lost);
  }

  @Test
  void kagglesPartsWithoutUsage() throws IOException {
    write("train.csv", "emotion,pixels\n4,1 2 3 4\n5,1 2 3 4\n");
    write("test.csv", "pixels\n1 2 3 4\n");
    Manifest manifest = read("", "auto", EIGHT);
    assertEquals(
        """
        pictures/train/fer0000000.png|SA||train
        pictures/train/fer0000001.png|SU||train
        """,
        text(manifest));
    assertEquals(Map.of("no label", 1), manifest.dropped());
    write("icml_face_data.csv", "emotion, Usage, pixels\n1,Training,1 2 3 4\n");
    assertRead("pictures/icml_face_data/fer0000000.png|DI||train\n");
    assertTrue(told.get(told.size() - 1).contains("2 other tables of pixels"), told.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "1 2 3, 3 pixels",
    "'', 0 pixels",
    "1 2 3 256, the pixel '256'",
    "1 2 3 x, the pixel 'x'"
  })
  void wrongPixelsAreNamedWithTheirLine(String pixels, String expected) throws IOException {
    write("fer2013.csv", "emotion,pixels\n3,1 2 3 4\n3," + pixels + "\n");
    String message = mistake("auto");
    assertTrue(message.contains("in line 3 of ") && message.contains(expected), message);
  }

  @Test
  void votesOfFerPlus() throws IOException {
    write("fer2013.csv", "emotion,pixels,Usage\n0,1 2 3 4,Training\n0,1 2 3 4,Training\n");
    write(
        "fer2013new.csv",
        """
        Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF
        Training,fer0000000.png,0,6,0,0,1,0,0,0,3,0
        Training,,0,0,0,0,0,0,0,0,0,10
        """);
    Manifest manifest = read("", "ferplus", EIGHT);
    assertEquals("pictures/fer2013/fer0000000.png|HA||train\n", text(manifest));
    assertEquals(Map.of("no label", 1), manifest.dropped());
    assertEquals(List.of(1 / 7f, 6 / 7f), present(manifest.samples().get(0).distribution()));
    Manifest byFer2013 = read("", "auto", EIGHT);
    assertEquals(2, byFer2013.counts()[0], "anger by FER2013");
    assertEquals(List.of(1 / 7f, 6 / 7f), present(byFer2013.samples().get(0).distribution()));
    assertEquals(List.of(), byFer2013.samples().get(1).distribution(), "no face, all say");
    write("fer2013.csv", "emotion,pixels,Usage\n0,1 2 3 4,Training\n");
    assertTrue(mistake("ferplus").contains("has 1 faces, but fer2013new.csv beside it 2"));
  }

  private static List<Float> present(List<Float> distribution) {
    return distribution.stream().filter(probability -> probability > 0).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "4 0 0 1 3 2 0 0 0 0, ''",
    "6 0 1 1 0 0 0 0 2 0, neutral",
    "0 5 5 0 0 0 0 0 0 0, ''",
    "0 5 0 0 0 0 0 0 5 0, ''",
    "0 6 0 0 0 0 0 0 4 0, happiness",
    "0 0 0 0 0 0 0 8 0 2, contempt",
    "0 0 0 0 0 0 0 0 9 1, ''",
    "1 2 3, ''",
    "a b, ''"
  })
  void theMajorityOfVotesIsAtLeastFive(String votes, String label) {
    assertEquals(label, FerPlus.label(votes));
  }

  @Test
  void aManifestsVotes() throws IOException {
    files("a.png", "b.png");
    write(
        "manifest.csv",
        "path,label,votes\na.png,AN,9 0 1 0 0 0 0 0 0 0\nb.png,AN,4 4 2 0 0 0 0 0 0 0\n");
    assertRead("data/a.png|AN||\ndata/b.png|AN||\n");
    assertEquals("data/a.png|NE||\n", text(read("", "ferplus", EIGHT)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path,votes\\na.png,9 0 1 0 0 0 0 0 0 0\\nb.png,4 4 2 0 0 0 0 0 0 0\\n",
        "PATH,VOTES,Label\\r\\na.png,9 0 1 0 0 0 0 0 0 0,\\r\\nb.png,4 4 2 0 0 0 0 0 0 0,\\r\\n",
        "path,label,votes\\na.png,NE,\\nb.png,,\"4,4,2,0,0,0,0,0,0,0\"\\n",
      })
  void votesThatDoNotDecideAreCountedWhateverNamesTheManifest(String text) throws IOException {
    files("a.png", "b.png");
    write("manifest.csv", text.replace("\\n", "\n").replace("\\r", "\r"));
    for (String layout : List.of("auto", "manifest", "ferplus")) {
      told.clear();
      Manifest manifest = read("", layout, EIGHT);
      assertEquals(List.of(4), manifest.samples().stream().map(Sample::label).toList(), layout);
      assertEquals(Map.of("no label", 1), manifest.dropped());
      assertEquals(List.of("--target: 1 images without a label are left out"), told);
    }
  }

  @Test
  void neitherALabelNorVotesIsAMistake() throws IOException {
    files("a.png", "b.png");
    write("manifest.csv", "path,label,votes\na.png,AN,\nb.png,,\n");
    assertTrue(mistake("auto").startsWith("no label in line 3 of the manifest"), mistake("auto"));
    assertTrue(mistake("ferplus").startsWith("no label in line 3"), mistake("ferplus"));
    write("manifest.csv", "path,votes\na.png,0 9 0 0 0 0 0 0 1 0\nb.png,0 9 0 zero\n");
    assertTrue(mistake("auto").startsWith("the votes '0 9 0 zero' in line 3"), mistake("auto"));
  }

  @Test
  void ferPlusAsItsScriptWritesIt() throws IOException {
    files("FER2013Train/fer0000000.png", "FER2013Train/fer0000001.png");
    files("FER2013Train/fer0000002.png", "FER2013Valid/fer0028638.png");
    write(
        "FER2013Train/label.csv",
        """
        fer0000000.png,"(0, 0, 48, 48)",4,0,0,1,3,2,0,0,0,0
        fer0000002.png,"(0, 0, 48, 48)",0,0,0,0,0,1,9,0,0,0
        """
            .replace("\n", "\r\n"));
    write("FER2013Valid/label.csv", "fer0028638.png,0,10,0,0,0,0,0,0,0,0\n"); // without the box
    String expected =
        """
        data/FER2013Train/fer0000002.png|FE||train
        data/FER2013Valid/fer0028638.png|HA||validation
        """;
    Manifest manifest = read("", "auto", EIGHT);
    assertEquals(expected, text(manifest));
    Sample fear = manifest.samples().get(0);
    assertEquals(0.1f, fear.distribution().get(EIGHT.indexOf("DI").orElseThrow()));
    assertEquals(0.9f, fear.distribution().get(EIGHT.indexOf("FE").orElseThrow()));
    assertEquals(
        List.of(
            "--target: 1 images that label.csv does not list are left out",
            "--target: 1 images without a label are left out"),
        told);
    assertEquals(expected, text(read("", "ferplus", EIGHT)));
    assertEquals(
        "data/FER2013Valid/fer0028638.png|HA||validation\n",
        text(read("FER2013Valid/label.csv", "auto", EIGHT)),
        "one list by its own name");
    Files.delete(folder.resolve("data/FER2013Train/fer0000002.png"));
    assertTrue(mistake("auto").startsWith("no image at 'fer0000002.png' in line 2 of "));
  }

  @Test
  void kagglesFoldersOfFer2013HaveNoPersons() throws IOException {
    files("train/angry/Training_10118481.jpg", "train/happy/Training_2.jpg");
    files("test/happy/PrivateTest_3.jpg", "test/happy/PublicTest_4.jpg");
    String expected =
        """
        data/test/happy/PrivateTest_3.jpg|HA||test
        data/test/happy/PublicTest_4.jpg|HA||test
        data/train/angry/Training_10118481.jpg|AN||train
        data/train/happy/Training_2.jpg|HA||train
        """;
    assertRead(expected);
    files("val/contempt/x.jpg");
    Manifest seven = read("", "folders", Labels.EXPRESSIONS);
    assertEquals(expected, text(seven));
    assertEquals(Map.of("CO", 1), seven.dropped());
  }
}
