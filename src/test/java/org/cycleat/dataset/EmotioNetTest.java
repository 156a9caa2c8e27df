package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmotioNetTest {
  private static final String HOST = "https://host.example/Images/";

  @TempDir Path folder;

  private void files(String... names) throws IOException {
    for (String name : names) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), "");
    }
  }

  private Contents read() {
    Tree tree = Tree.of(folder);
    FaceDataSet found =
        new DataSource(folder, "--in").layout(tree, Labels.EXPRESSIONS, Use.LABELLED);
    assertEquals("emotionet", found.name());
    return found.read(tree, Labels.EXPRESSIONS);
  }

  private static String text(Contents contents) {
    return contents.entries().stream()
        .map(
            entry ->
                "%s|%s|%s|%s\n"
                    .formatted(
                        Tree.slashes(entry.path()),
                        entry.facts().label(),
                        String.join(",", entry.facts().further()),
                        entry.problem()))
        .collect(Collectors.joining());
  }

  /** A line of the challenge's lists, of which the given units are active. */
  private static String units(String name, Integer... active) {
    List<String> cells = new ArrayList<>(Collections.nCopies(60, "0"));
    for (int unit : active) {
      cells.set(unit - 1, "1");
    }
    cells.set(2, "999");
    return HOST + name + "\thttp://old.example/x\t" + String.join("\t", cells) + "\n";
  }

  @Test
  void listsOfTheChallengeHaveSixtyActionUnitsAndNoHeader() throws IOException {
    files("images/N_1.jpg", "images/N_3.jpg", "images/other.jpg");
    Files.writeString(
        folder.resolve("dataFile_0001.txt"),
        units("d/N_1.jpg", 1, 60) + units("d/N_2.jpg") + units("d/N_3.jpg", 12));
    Contents contents = read();
    assertEquals(60, contents.columns().size());
    assertEquals("au60", contents.columns().get(59));
    List<Entry> entries = contents.entries();
    assertEquals(3, entries.size());
    assertEquals(Path.of("N_2.jpg"), entries.get(0).path());
    assertEquals("not downloaded: " + HOST + "d/N_2.jpg", entries.get(0).problem());
    List<String> first = entries.get(1).facts().further();
    assertEquals(List.of("1", "0", ""), first.subList(0, 3));
    assertEquals("1", first.get(59));
    assertEquals("1", entries.get(2).facts().further().get(11));
  }

  @Test
  void categoriesGiveBasicEmotionsOnly() throws IOException {
    files("N_1.jpg", "N_2.jpg", "N_3.jpg", "N_4.jpg", "sub/N 5.jpg");
    Files.writeString(
        folder.resolve("cat.csv"),
        "\uFEFFURL,URL_orig,angry,Fearful,happily_surprised,happy,index,AU 1,AU_02\n"
            + HOST
            + "N_1.jpg?size=1,x,1,0,0,0,1,1,999\n"
            + HOST
            + "N_2.jpg,x,0,1.0,0,0,2,0,0\n"
            + HOST
            + "N_3.jpg,\"x,y\",0,0,1,0,1,0,1\n"
            + "'"
            + HOST
            + "N_4.jpg',x,1,0,0,1,1,0,1\n"
            + HOST
            + "N%205.jpg,x,0,0,0,1,1,0,1\n");
    Contents contents = read();
    assertEquals(List.of("au1", "au2"), contents.columns());
    assertEquals(
        """
        N_1.jpg|angry|1,|
        N_2.jpg|fearful|0,0|
        N_3.jpg||0,1|
        N_4.jpg||0,1|
        sub/N 5.jpg|happy|0,1|
        """,
        text(contents));
  }

  @Test
  void theSpreadsheetsSixteenCategoriesAreKnownWithoutHeader() throws IOException {
    files("a.jpg", "b.jpg");
    Files.writeString(
        folder.resolve("cat.csv"),
        HOST
            + "a.jpg,x,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0\n"
            + HOST
            + "b.jpg,x,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,0\n");
    assertEquals("a.jpg|disgusted||\nb.jpg|||\n", text(read()));
  }

  @Test
  void imagesMayBeNumberedByRow() throws IOException {
    files("list/0.jpg", "list/2.jpg", "else/1.jpg");
    String rows =
        "URL,sad,happy\n" + HOST + "a.jpg,1,0\n" + HOST + "b.jpg,1,0\n" + HOST + "c.jpg,0,1\n";
    Files.writeString(folder.resolve("list.csv"), rows);
    assertEquals(
        "b.jpg|sad||not downloaded: " + HOST + "b.jpg\nlist/0.jpg|sad||\nlist/2.jpg|happy||\n",
        text(read()));
    Files.move(folder.resolve("list/0.jpg"), folder.resolve("list/0003.jpg"));
    assertEquals(
        "a.jpg|sad||not downloaded: " + HOST + "a.jpg\nlist/0003.jpg|happy||\nlist/2.jpg|sad||\n",
        text(read()));
  }

  @Test
  void imagesOfOneNameAreToldApartByTheirFolder() throws IOException {
    files("d1/a.jpg", "d2/a.jpg");
    Files.writeString(
        folder.resolve("list.csv"),
        "URL,sad,happy\n" + HOST + "d2/a.jpg,0,1\n" + HOST + "d1/a.jpg,1,0\n");
    assertEquals("d1/a.jpg|sad||\nd2/a.jpg|happy||\n", text(read()));
  }

  @Test
  void otherColumnsAreAnError() throws IOException {
    files("a.jpg");
    Files.writeString(folder.resolve("list.csv"), HOST + "a.jpg,1,0\n");
    UserException e = assertThrows(UserException.class, this::read);
    assertTrue(e.getMessage().contains("no header line and 3 columns"), e.getMessage());
  }
}
