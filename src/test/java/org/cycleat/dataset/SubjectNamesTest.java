package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is in an image, by the name of its file. */
class SubjectNamesTest extends LayoutFiles {
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
}
