package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data sets as they are published, read to learn from. */
class PublishedLayoutsTest {
  private static final Labels EIGHT = Labels.parse("AN,DI,FE,HA,NE,SA,SU,CO");

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();

  private void files(String... names) throws IOException {
    for (String name : names) {
      write(name, "");
    }
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve("data").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Manifest read(String name, String layout, Labels labels) {
    Path where = folder.resolve("data").resolve(name);
    return new DataSource(where, layout, "--target", told::add, lost::add)
        .read(labels, Use.LABELLED, folder.resolve("pictures"));
  }

  /** A line for each sample: path without its content's sum, label, subject, split. */
  private String text(Manifest manifest) {
    return manifest.samples().stream()
        .map(
            s ->
                "%s|%s|%s|%s\n"
                    .formatted(
                        Tree.slashes(folder.relativize(s.path()))
                            .replaceFirst("-[0-9a-f]{8}(?=\\.png$)", ""),
                        manifest.value(s, "label"),
                        s.subject(),
                        s.split()))
        .collect(Collectors.joining());
  }

  private void assertRead(String expected) {
    assertEquals(expected, text(read("", "auto", EIGHT)));
  }

  private String mistake(String layout) {
    UserException e = assertThrows(UserException.class, () -> read("", layout, Labels.EXPRESSIONS));
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    return e.getMessage();
  }

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

  @Test
  void foldersOfNumbersNeedTheirDataSet() throws IOException {
    files("train/1/a.jpg", "train/3/b.jpg", "test/7/c.jpg");
    String message = mistake("auto");
    assertTrue(message.contains("3 is HA in FER2013, SU in AffectNet, DI in RAF-DB"), message);
    assertTrue(message.contains("--target-dataset"), message);
    assertEquals(
        "data/test/7/c.jpg|NE||test\ndata/train/1/a.jpg|SU||train\ndata/train/3/b.jpg|DI||train\n",
        text(read("", "rafdb", EIGHT)));
    assertEquals(
        "data/test/7/c.jpg|CO||test\ndata/train/1/a.jpg|HA||train\ndata/train/3/b.jpg|SU||train\n",
        text(read("", "affectnet", EIGHT)));
    files("Angry/d.jpg");
    assertTrue(mistake("auto").contains("the label '7' in the folder"));
  }

  @Test
  void numbersWithZerosBeforeThemAndANoteBesideThemNeedTheirDataSetToo() throws IOException {
    for (int i = 0; i < 5; i++) {
      files("train_class/003/a" + i + ".jpg", "val_class/000/b" + i + ".jpg");
    }
    files("sample.jpg");
    for (Use use : List.of(Use.LABELLED, Use.ANY)) {
      String message =
          assertThrows(UserException.class, () -> named("auto").list(EIGHT, use)).getMessage();
      assertTrue(message.startsWith("the folders 000, 003 in "), message);
      assertTrue(message.contains("003 is HA in FER2013, SU in AffectNet"), message);
    }
    assertEquals(11, named("flat").list(EIGHT, Use.ANY).contents().entries().size());
    files("008/c.jpg", "008/d.jpg"); // no class of any data set: these are no classes
    assertEquals(13, named("auto").list(EIGHT, Use.ANY).contents().entries().size());
  }

  @Test
  void foldersOfNumbersWithTheNamesOfRafDb() throws IOException {
    files("DATASET/train/1/train_00010_aligned.jpg", "DATASET/test/4/test_0002_aligned.jpg");
    assertRead(
        """
        data/DATASET/test/4/test_0002_aligned.jpg|HA||test
        data/DATASET/train/1/train_00010_aligned.jpg|SU||train
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "fer2013, 0/b.jpg, 7/a.jpg, 7, FER2013 has 0 (AN) to 6 (NE)",
    "rafdb, train/1/b.jpg, train/0/a.jpg, 0, RAF-DB has 1 (SU) to 7 (NE)",
    "affectnet, 7/b.jpg, 8/deep/a.jpg, 8, AffectNet has 0 (NE) to 7 (CO)",
    "ckplus, 2/b.jpg, 010/a.jpg, 010, CK+ has 0 (NE) to 7 (SU)"
  })
  void aFolderWithANumberThatItsDataSetLacksIsAMistakeWhateverItIsReadFor(
      String layout, String known, String unknown, String number, String has) throws IOException {
    files(known, unknown);
    for (Use use : List.of(Use.LABELLED, Use.ANY)) {
      String message =
          assertThrows(UserException.class, () -> named(layout).list(EIGHT, use)).getMessage();
      assertTrue(message.startsWith("unknown label '" + number + "' in the folder"), message);
      assertTrue(message.contains(has), message);
    }
  }

  @Test
  void numbersInClassFoldersAreNoLabels() throws IOException {
    files("Angry/9/a.jpg", "9/4/b.jpg", "loose/c.jpg");
    List<String> labels =
        named("rafdb").list(EIGHT, Use.ANY).contents().entries().stream()
            .map(entry -> entry.facts().label())
            .toList();
    assertEquals(List.of("HA", "Angry", ""), labels);
  }

  private DataSource named(String layout) {
    return new DataSource(folder.resolve("data"), layout, "--in", line -> {}, line -> {});
  }

  @Test
  void numbersInAManifestNeedTheirDataSet() throws IOException {
    files("a.jpg");
    write("manifest.csv", "path,label\na.jpg,3\n");
    String message = mistake("auto");
    assertTrue(message.contains("the label '3' in line 2"), message);
    assertTrue(message.contains("DI in RAF-DB"), message);
    assertEquals("data/a.jpg|HA||\n", text(read("", "fer2013", EIGHT)));
    assertEquals("data/a.jpg|SU||\n", text(read("manifest.csv", "affectnet", EIGHT)));
  }

  @Test
  void rafDbWithItsList() throws IOException {
    write(
        "EmoLabel/list_patition_label.txt",
        "\uFEFFtrain_00001.jpg 5\ntest_0001.jpg 7\ntest_0002.jpg 4\n");
    files("Image/aligned/train_00001_aligned.jpg", "Image/original/train_00001.jpg");
    files("Image/original/test_0001.jpg");
    assertRead(
        """
        data/Image/aligned/train_00001_aligned.jpg|SA||train
        data/Image/original/test_0001.jpg|NE||test
        """);
    assertEquals(1, lost.size());
    assertTrue(lost.get(0).contains("1 images are listed but cannot be read"), lost.get(0));
  }

  @Test
  void affectNetWithItsLists() throws IOException {
    String header = "subDirectory_filePath,face_x,expression,valence,arousal\n";
    write("lists/training.csv", header + "12/ab.jpg,1,7,0.1,0.2\n12/cd.JPG,1,8,0,0\n");
    write("lists/validation.csv", header + "3/ab.jpg,1,0,-0.1,0.2\n");
    files("images/12/ab.jpg", "images/12/cd.JPG", "images/3/ab.jpg");
    Manifest manifest = read("", "auto", EIGHT);
    assertEquals(
        "data/images/12/ab.jpg|CO||train\ndata/images/3/ab.jpg|NE||validation\n", text(manifest));
    assertEquals("-0.1", manifest.samples().get(1).extra().get("valence"));
    assertEquals(Map.of("no label", 1), manifest.dropped());
    assertEquals(
        "data/images/3/ab.jpg|NE||validation\n",
        text(read("lists/validation.csv", "auto", EIGHT)),
        "a list by its own name");
  }

  @Test
  void affectNetWithoutAHeaderLine() throws IOException {
    write(
        "training.csv",
        "12/ab.jpg,1,2,30,40,1.5;2,7,0.1,-2.0e-01\n12/cd.JPG,1,2,3,4,1;2,10,-2,-2\n");
    write("validation.csv", "3/ab.jpg,1,2,30,40,1.5;2,0,-0.1,0.2\n");
    files("images/12/ab.jpg", "images/12/cd.JPG", "images/3/ab.jpg");
    Manifest manifest = read("", "auto", EIGHT);
    assertEquals(
        "data/images/12/ab.jpg|CO||train\ndata/images/3/ab.jpg|NE||validation\n", text(manifest));
    assertEquals(Map.of("no label", 1), manifest.dropped());
    assertEquals("-2.0e-01", manifest.samples().get(0).extra().get("arousal"));
  }

  @Test
  void expWWithItsList() throws IOException {
    write(
        "label.lst",
        "angry_a_1.jpg 0 18 12 98 104 70.5 0\nb.jpg 0 1 2 3 4 50 6\nb.jpg 1 1 2 3 4 50 3\n");
    files("origin/angry_a_1.jpg", "origin/b.jpg");
    Manifest manifest = read("", "auto", EIGHT);
    assertEquals("data/origin/angry_a_1.jpg|AN||\n", text(manifest));
    assertEquals(
        Map.of("x", "12", "y", "18", "width", "86", "height", "86"),
        manifest.samples().get(0).extra());
    assertTrue(told.get(0).contains("1 images with several labelled faces"), told.toString());
  }

  @Test
  void ckPlusAsPublished() throws IOException {
    write("Emotion/S005/001/S005_001_00000011_emotion.txt", "   3.0000000e+00\n");
    write("Emotion/S130/002/S130_002_00000014_emotion.txt", "   2.0000000e+00\n");
    files("cohn-kanade-images/S005/001/S005_001_00000010.png");
    files("cohn-kanade-images/S005/001/S005_001_00000011.png");
    files("cohn-kanade-images/S130/002/S130_002_00000014.png");
    assertRead(
        """
        data/cohn-kanade-images/S005/001/S005_001_00000011.png|DI|S005|
        data/cohn-kanade-images/S130/002/S130_002_00000014.png|CO|S130|
        """);
    assertEquals(List.of("--target: 1 frames without an expression are left out"), told);
  }

  @Test
  void ck48IsClassFoldersWithPersons() throws IOException {
    files(
        "anger/S400_001_00000000.png",
        "contempt/S400_002_00000007.png",
        "fear/S010_004_00000017.png");
    assertRead(
        """
        data/anger/S400_001_00000000.png|AN|S400|
        data/contempt/S400_002_00000007.png|CO|S400|
        data/fear/S010_004_00000017.png|FE|S010|
        """);
  }

  @Test
  void kdefAndJaffeTellAllInTheirNames() throws IOException {
    files(
        "KDEF/AF01/AF01AFS.JPG",
        "KDEF/AF01/AF01SUFL.JPG",
        "KDEF/BF01/BF01ANHR.JPG",
        "KDEF/AM31/AM31NES.JPG");
    assertRead(
        """
        data/KDEF/AF01/AF01AFS.JPG|FE|F01|
        data/KDEF/AF01/AF01SUFL.JPG|SU|F01|
        data/KDEF/AM31/AM31NES.JPG|NE|M31|
        data/KDEF/BF01/BF01ANHR.JPG|AN|F01|
        """);
  }

  @Test
  void jaffe() throws IOException {
    files("KA.AN1.39.tiff", "KA.SU3.38.tiff", "YM.DI2.66.tiff");
    assertRead(
        "data/KA.AN1.39.tiff|AN|KA|\ndata/KA.SU3.38.tiff|SU|KA|\ndata/YM.DI2.66.tiff|DI|YM|\n");
  }

  @Test
  void namesOfCamerasAndProgramsAreNoPersons() throws IOException {
    files("Happy/IMG_1001.jpg", "Happy/IMG_1002.jpg", "Sad/Image_0001.jpg", "Sad/DSC_0007.jpg");
    assertEquals(
        List.of("", "", "", ""),
        read("", "auto", EIGHT).samples().stream().map(Sample::subject).toList());
  }

  /** No word is most of them; nor are two, of which each is half. */
  @ParameterizedTest
  @ValueSource(strings = {"Happy Sad Fear", "Photo Image"})
  void classesAndWordsAreNoPersons(String words) throws IOException {
    for (String word : words.split(" ", -1)) {
      files("Happy/" + word + "_0001.jpg", "Sad/" + word + "_0002.jpg");
    }
    assertTrue(
        read("", "auto", EIGHT).samples().stream().allMatch(sample -> sample.subject().isEmpty()));
  }

  /** As in Kaggle's folders of FER2013, where no word may be most of them. */
  @Test
  void partsAreNoPersons() throws IOException {
    files("happy/Training_3908.jpg", "sad/PublicTest_1004.jpg", "sad/PrivateTest_2067.jpg");
    assertEquals(
        List.of("", "", ""),
        read("", "auto", EIGHT).samples().stream().map(Sample::subject).toList());
  }

  @Test
  void namesOfLfwArePersons() throws IOException {
    files(
        "Happy/Tony_Blair_0086.jpg",
        "Sad/Tony_Blair_0087.jpg",
        "Sad/AJ_Cook_0001.jpg",
        "Sad/Madonna_0004.jpg",
        "Sad/Zhu_Rongji_0002.jpg");
    assertEquals(
        List.of("Tony_Blair", "AJ_Cook", "Madonna", "Tony_Blair", "Zhu_Rongji"),
        read("", "auto", EIGHT).samples().stream().map(Sample::subject).toList());
  }

  @Test
  void aFilmThatMostFramesShareIsNobody() throws IOException {
    files(
        "Set1/Angry/frame_000001.png", "Set1/Happy/frame_000002.png", "Set2/Sad/frame_000003.png");
    files("Set2/Sad/Juno_000004.png");
    assertEquals(
        List.of("", "", "Juno", ""),
        read("", "auto", EIGHT).samples().stream().map(Sample::subject).toList());
  }

  @Test
  void onlyWhatAManifestListsCounts() throws IOException {
    files("a.jpg", "b.jpg", "c.png");
    write("manifest.csv", "path,label\nb.jpg,HA\n");
    assertRead("data/b.jpg|HA||\n");
    assertEquals(List.of("--target: 2 images that manifest.csv does not list are left out"), told);
    assertEquals(List.of(), lost);
  }

  @Test
  void pathsAreFoundWithOtherSlashesAndInAnotherCase() throws IOException {
    files("Images/A b.JPG", "Images/c.jpg", "Images/C.jpg");
    Path manifest = write("faces.csv", "PATH,Label\r\nimages\\a B.jpg,HA\r\nimages/c.jpg,SA\r\n");
    assertEquals(
        "data/Images/A b.JPG|HA||\ndata/Images/c.jpg|SA||\n",
        text(read("faces.csv", "auto", EIGHT)));
    Files.writeString(manifest, "path,label\nimages/A b.JPG,HA\nImages/D.jpg,HA\n");
    assertTrue(
        assertThrows(UserException.class, () -> read("faces.csv", "auto", EIGHT))
            .getMessage()
            .contains("no image at 'Images/D.jpg' in line 3"));
  }

  @Test
  void aRowThatNamesAnImageAgainCountsOnce() throws IOException {
    files("a.jpg", "b.jpg");
    write("manifest.csv", "path,label\na.jpg,HA\n./A.JPG,Happy\nb.jpg,SA\n");
    assertRead("data/a.jpg|HA||\ndata/b.jpg|SA||\n");
    assertEquals(List.of("--target: 1 rows name an image again, which counts once"), told);
    write("manifest.csv", "path,label,x,y,width,height\na.jpg,HA,1,1,9,9\na.jpg,SA,20,1,9,9\n");
    String manifest = "the manifest " + folder.resolve("data/manifest.csv");
    assertEquals(
        "the image a.jpg has the label 'SA' in line 3 of %1$s (--target), but 'HA' in line 2 of %1$s: expected one row of an image"
            .formatted(manifest),
        mistake("auto"));
    DataSource source = new DataSource(folder.resolve("data"), "--in");
    assertEquals(2, source.list(EIGHT, Use.ANY).contents().entries().size(), "two faces");
    assertEquals(1, source.list(EIGHT, Use.UNLABELLED).contents().entries().size());
    write("manifest.csv", "path,label,split\na.jpg,HA,train\na.jpg,HA,test\n");
    assertTrue(mistake("auto").contains("has the split 'test' in line 3"), mistake("auto"));
  }

  @Test
  void labelsAreReadAlikeWhateverTheyAreReadFor() throws IOException {
    files("a.jpg", "b.jpg", "EmoLabel/x.txt", "Image/train_00001.jpg");
    DataSource source = new DataSource(folder.resolve("data"), "--in");
    for (String label : List.of("9", "3", "furious")) {
      write("manifest.csv", "path,label\nb.jpg,HA\na.jpg," + label + "\n");
      String message = mistake("auto");
      assertTrue(message.contains("label '" + label + "' in line 3"), message);
      assertEquals(
          message.replace("--target-dataset", "--dataset").replace("--target", "--in"),
          assertThrows(UserException.class, () -> source.list(Labels.EXPRESSIONS, Use.ANY))
              .getMessage());
      assertEquals(2, source.list(Labels.EXPRESSIONS, Use.UNLABELLED).contents().entries().size());
    }
    Files.delete(folder.resolve("data/manifest.csv"));
    write("EmoLabel/list_patition_label.txt", "train_00001.jpg 9\n");
    assertTrue(
        mistake("auto").startsWith("unknown label '9' of train_00001.jpg in " + folder),
        mistake("auto"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path,label\n",
        "emotion,pixels,Usage\n",
        "subDirectory_filePath,expression\n",
        "path,label\na.jpg,CO\n",
        ""
      })
  void nothingToReadIsAMistakeWhateverItIsReadFor(String table) throws IOException {
    files("a.jpg");
    Path list = write("list.csv", table);
    for (Use use : List.of(Use.LABELLED, Use.ANY)) {
      UserException e =
          assertThrows(
              UserException.class,
              () -> new DataSource(list, "--in").list(Labels.EXPRESSIONS, use));
      assertEquals(1, e.getMessage().lines().count());
      assertTrue(e.getMessage().contains(list.toString()), e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "train, train",
    "Training, train",
    "FER2013Train, train",
    "val, validation",
    "valid, validation",
    "Validation, validation",
    "FER2013Valid, validation",
    "PublicTest, validation",
    "test_set, test",
    "Set 2, Set 2",
    "trains, ''",
    "valido, ''",
    "valley, ''"
  })
  void namesOfParts(String folder, String part) {
    assertEquals(part, Parts.named(folder).orElse(""));
  }

  @Test
  void filmsAndLinksToNothingAreLost() throws IOException {
    files("Happy/a.jpg", "Happy/clip.mp4", "notes.txt");
    Files.createSymbolicLink(folder.resolve("data/Happy/gone.jpg"), folder.resolve("nowhere"));
    assertRead("data/Happy/a.jpg|HA||\n");
    assertEquals(2, lost.size());
    assertTrue(lost.get(0).contains("1 films beside the images"), lost.get(0));
    assertTrue(lost.get(1).endsWith("gone.jpg: a link to a file that is not there"), lost.get(1));
  }
}
