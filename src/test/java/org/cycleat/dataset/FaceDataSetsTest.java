package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceDataSetsTest {
  @TempDir Path folder;

  private void files(String... names) throws IOException {
    for (String name : names) {
      write(name, "");
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Tree tree() {
    return Tree.of(folder);
  }

  private FaceDataSet layout(Tree tree, String name) {
    return new DataSource(tree.root(), name, "--in", line -> {}, line -> {})
        .layout(tree, Labels.EXPRESSIONS, Use.LABELLED);
  }

  /** What is recognised, and its entries: path, label, subject, split, further, problem. */
  private void assertRead(String name, String expected) {
    Tree tree = tree();
    FaceDataSet found = layout(tree, FaceDataSets.AUTO);
    assertEquals(name, found.name());
    assertEquals(name, layout(tree, name).name());
    assertEquals(expected, text(found.read(tree, Labels.EXPRESSIONS)));
  }

  private static String text(Contents contents) {
    return contents.entries().stream()
        .map(
            entry ->
                "%s|%s|%s|%s|%s|%s\n"
                    .formatted(
                        Tree.slashes(entry.path()),
                        entry.facts().label(),
                        entry.facts().subject(),
                        entry.facts().split(),
                        String.join(",", entry.facts().further()),
                        entry.problem()))
        .collect(Collectors.joining());
  }

  @Test
  void bu3dfeTellsAllInItsNamesAndIsDividedAsTheRendererDivides() throws IOException {
    files("F0001/F0001_AN01WH_F2D.bmp", "F0001/F0001_AN01WH_F3D.bmp", "F0001/F0001_NE00WH_F2D.bmp");
    files("M0002/m0002_su04bl_f2d.jpg", "M0003/M0003_FE02AE_F2D.bmp", "readme.jpg");
    files("M0004/M0004_FE02AE_F2D.bmp", "M0005/M0005_FE02AE_F2D.bmp", "F0001/F0001_AN01WH_F3D.wrl");
    Set<String> people = new TreeSet<>(List.of("F0001", "M0002", "M0003", "M0004", "M0005"));
    Set<String> training = Splits.training(people, 1, 0.8);
    assertEquals(4, training.size());
    String text = "";
    for (String line :
        List.of(
            "F0001/F0001_AN01WH_F2D.bmp|AN|F0001|%s|1,WH|",
            "F0001/F0001_NE00WH_F2D.bmp|NE|F0001|%s|0,WH|",
            "M0002/m0002_su04bl_f2d.jpg|SU|M0002|%s|4,BL|",
            "M0003/M0003_FE02AE_F2D.bmp|FE|M0003|%s|2,AE|",
            "M0004/M0004_FE02AE_F2D.bmp|FE|M0004|%s|2,AE|",
            "M0005/M0005_FE02AE_F2D.bmp|FE|M0005|%s|2,AE|")) {
      text += line.formatted(training.contains(line.substring(0, 5)) ? "train" : "test") + "\n";
    }
    assertRead("bu3dfe", text);
    Tree tree = tree();
    assertEquals(
        List.of("level", "ethnicity"),
        layout(tree, "bu3dfe").read(tree, Labels.EXPRESSIONS).columns());
  }

  @Test
  void sfewOfEmotiw() throws IOException {
    files("Train/Angry/AlexEmma_000235040_00000014.png", "Val/Happy/Juno_011145880_00000020.png");
    files("Test/Test_Aligned_Faces/Juno_0111.png", "Train/Train_Aligned_Faces/Sad/A B_1.png");
    assertRead(
        "sfew",
        """
        Test/Test_Aligned_Faces/Juno_0111.png||Juno|test||
        Train/Angry/AlexEmma_000235040_00000014.png|Angry|AlexEmma|train||
        Train/Train_Aligned_Faces/Sad/A B_1.png|Sad|A B|train||
        Val/Happy/Juno_011145880_00000020.png|Happy|Juno|validation||
        """);
  }

  @Test
  void sfewOfTwoSets() throws IOException {
    files("Set1/Fear/Tony_Blair_0086.jpg", "Set2/Neutral/b.jpg");
    assertRead(
        "sfew",
        """
        Set1/Fear/Tony_Blair_0086.jpg|Fear|Tony_Blair|Set1||
        Set2/Neutral/b.jpg|Neutral|b|Set2||
        """);
  }

  @Test
  void imagesDeepInAClassFolderOfSfew() throws IOException {
    files("Set1/Fear/day 1/Tony_Blair_0086.jpg", "Set2/Neutral/b.jpg");
    assertRead(
        "sfew",
        """
        Set1/Fear/day 1/Tony_Blair_0086.jpg|Fear|Tony_Blair|Set1||
        Set2/Neutral/b.jpg|Neutral|b|Set2||
        """);
  }

  @Test
  void realSetsOfSfewsLayout() {
    Path wild = Path.of("../shared/data/wild");
    assumeTrue(Files.isDirectory(wild));
    Tree tree = Tree.of(wild);
    FaceDataSet found = layout(tree, "auto");
    assertEquals("sfew", found.name());
    Contents contents = found.read(tree, Labels.EXPRESSIONS);
    assertEquals(1025, contents.entries().size());
    assertTrue(contents.entries().stream().noneMatch(entry -> entry.facts().label().isEmpty()));
  }

  @Test
  void celebAWithItsLists() throws IOException {
    files("Img/img_align_celeba/000001.jpg", "Img/img_align_celeba/000002.jpg");
    files("Img/img_align_celeba/000003.png", "Img/img_align_celeba/000004.jpg");
    write("Anno/identity_CelebA.txt", "000001.jpg 2880\n000002.jpg 2937\n000003.jpg 8692\n");
    write("Eval/list_eval_partition.txt", "000001.jpg 0\n000002.jpg 1\n000003.jpg 2\n");
    write(
        "Anno/list_attr_celeba.txt",
        "2\nMale Smiling Young \n000001.jpg -1  1  1\n000003.jpg  1 -1  1\n");
    assertRead(
        "celeba",
        """
        Img/img_align_celeba/000001.jpg||2880|train|1|
        Img/img_align_celeba/000002.jpg||2937|validation||
        Img/img_align_celeba/000003.png||8692|test|0|
        Img/img_align_celeba/000004.jpg|||||
        """);
  }

  @Test
  void celebAWithCommasOrWithoutLists() throws IOException {
    files("img_celeba/000001.jpg", "img_celeba/000002.jpg");
    assertRead("celeba", "img_celeba/000001.jpg|||||\nimg_celeba/000002.jpg|||||\n");
    write("list_eval_partition.csv", "image_id,partition\n000002.jpg,2\n");
    assertRead("celeba", "img_celeba/000001.jpg|||||\nimg_celeba/000002.jpg|||test||\n");
  }

  @Test
  void lfwWithAndWithoutItsDevelopmentSplit() throws IOException {
    files("lfw/Aaron_Peirsol/Aaron_Peirsol_0001.jpg", "lfw/Aaron_Peirsol/Aaron_Peirsol_0004.jpg");
    files("lfw/Juan M_Montoya/Juan M_Montoya_0001.jpg", "lfw/Zhu_Rongji/Zhu_Rongji_0002.jpg");
    write("peopleDevTrain.txt", "2\nAaron_Peirsol\t2\nSomebody_Else\t1\n");
    write("peopleDevTest.txt", "1\nZhu_Rongji\t1\n");
    assertRead(
        "lfw",
        """
        lfw/Aaron_Peirsol/Aaron_Peirsol_0001.jpg||Aaron_Peirsol|train||
        lfw/Aaron_Peirsol/Aaron_Peirsol_0004.jpg||Aaron_Peirsol|train||
        lfw/Juan M_Montoya/Juan M_Montoya_0001.jpg||Juan M_Montoya|||
        lfw/Zhu_Rongji/Zhu_Rongji_0002.jpg||Zhu_Rongji|test||
        """);
    files("extra/Angry/Angry_0001.jpg", "extra/Sad/Sad_0001.jpg");
    assertEquals("folders", layout(tree(), "auto").name());
  }

  @Test
  void classFoldersFlatFoldersAndFilms() throws IOException {
    files("clip.mp4", "more/clip.avi");
    assertRead("video", "clip.mp4|||||\nmore/clip.avi|||||\n");
    files("a.jpg", ".hidden.jpg", "__MACOSX/a.jpg", "Some Body/b.jpg");
    assertRead("flat", "Some Body/b.jpg|||||\na.jpg|||||\n");
    files("x/SU/c.jpg");
    assertRead("folders", "Some Body/b.jpg|||||\na.jpg|||||\nx/SU/c.jpg|SU||||\n");
  }

  @Test
  void aManifestOfItsOwnComesFirst() throws IOException {
    files("Angry/a.jpg", "b.jpg");
    write(
        "manifest.csv",
        "subject,path,label,score,camera\np7,Angry/./a.jpg,fear,1,left\np8,"
            + folder.toAbsolutePath().resolve("b.jpg")
            + ",,1,\n");
    assertRead("manifest", "Angry/a.jpg|fear|p7||1,left|\nb.jpg||p8||1,|\n");
    write("manifest.csv", "file,label\na,b\n");
    assertMistake("found 'file,label'", "manifest");
  }

  private void assertMistake(String expected, String name) {
    Tree tree = tree();
    UserException e =
        assertThrows(UserException.class, () -> layout(tree, name).read(tree, Labels.EXPRESSIONS));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  @Test
  void mistakesAreNamed() throws IOException {
    assertMistake("found no image at", "auto");
    files("a.jpg");
    assertMistake("unknown data set lfpw (--dataset): expected one of auto, ", "lfpw");
    assertMistake("F0001_AN01WH_F2D.bmp", "bu3dfe");
    assertMistake("Set1 and Set2", "sfew");
    assertMistake("img_align_celeba", "celeba");
    assertMistake("save the spreadsheet as CSV", "emotionet");
    assertMistake("(--dataset video): expected films", "video");
  }

  @Test
  void linksInACircleAndToNowhereLoseOnlyThemselves() throws IOException {
    files("a.jpg");
    Files.createSymbolicLink(folder.resolve("again"), folder);
    Files.createSymbolicLink(folder.resolve("nowhere.jpg"), folder.resolve("missing.jpg"));
    Tree tree = tree();
    assertEquals(List.of(Path.of("a.jpg")), tree.images());
    assertEquals(1, tree.unreadable().size());
    assertEquals(Path.of("nowhere.jpg"), tree.unreadable().get(0).path());
    assertEquals("a link to a file that is not there", tree.unreadable().get(0).problem());
  }
}
