package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data sets as they are published, read to learn from. */
class PublishedLayoutsTest extends LayoutFiles {
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
