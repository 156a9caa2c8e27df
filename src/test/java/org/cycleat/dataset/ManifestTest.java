package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void images() throws IOException {
    file = folder.resolve("manifest.csv");
    Files.createDirectories(folder.resolve("images"));
    for (String name : List.of("a.jpg", "b, \"c\".png", "d.jpg")) {
      Files.writeString(folder.resolve("images").resolve(name), "x");
    }
  }

  private Manifest read(String text, Labels labels, Use use) throws IOException {
    Files.writeString(file, text);
    return Manifest.read(file, labels, use);
  }

  private String error(String text) {
    UserException error =
        assertThrows(UserException.class, () -> read(text, Labels.EXPRESSIONS, Use.LABELLED));
    assertEquals(1, error.getMessage().lines().count(), error.getMessage());
    return error.getMessage();
  }

  @Test
  void columnsInAnyOrderAreReadAndFurtherOnesKept() throws IOException {
    Manifest manifest =
        read(
            "\uFEFFlevel,Label,path,Pan,subject\r\n"
                + "3,Happy,images/a.jpg,-25,S1\r\n"
                + "\r\n"
                + "4,AN,\"images/b, \"\"c\"\".png\",0,\r\n"
                + "4,AN,"
                + folder.resolve("images/d.jpg")
                + ",,S2",
            Labels.EXPRESSIONS,
            Use.LABELLED);
    assertEquals(3, manifest.size());
    Sample first = manifest.samples().get(0);
    assertEquals(folder.resolve("images/a.jpg").toAbsolutePath(), first.path());
    assertEquals(3, first.label());
    assertEquals("S1", first.subject());
    assertEquals("", first.split());
    assertEquals(Map.of("level", "3", "Pan", "-25"), first.extra());
    assertEquals("b, \"c\".png", manifest.samples().get(1).path().getFileName().toString());
    assertEquals(folder.resolve("images/d.jpg"), manifest.samples().get(2).path());
    assertArrayEquals(new int[] {2, 0, 0, 1, 0, 0, 0}, manifest.counts());
  }

  @Test
  void whatIsWrittenIsReadBackTheSame() throws IOException {
    Map<String, String> box = new LinkedHashMap<>();
    box.put("x", "1");
    box.put("width", "a \"b\", c");
    Path outside = Files.createTempFile("outside", ".png");
    try {
      Manifest manifest =
          new Manifest(
              List.of(
                  new Sample(folder.resolve("images/a.jpg"), 1, "S1", "Set1", box),
                  new Sample(
                      folder.resolve("images/d.jpg"), 0, "", "", Map.of("x", "", "width", "")),
                  new Sample(outside, 1, "S\u00e9", "train", box)),
              Labels.parse("AN,SU"));
      manifest.write(file);
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      assertEquals("path,label,subject,split,x,width", lines.get(0));
      assertEquals("images/a.jpg,SU,S1,Set1,1,\"a \"\"b\"\", c\"", lines.get(1));
      assertEquals("images/d.jpg,AN,,,,", lines.get(2));
      assertTrue(lines.get(3).startsWith(outside.toString()), lines.get(3));
      assertEquals(manifest, Manifest.read(file, Labels.parse("AN,SU"), Use.LABELLED));
    } finally {
      Files.delete(outside);
    }
  }

  @Test
  void writingLeavesNothingElseBehind() throws IOException {
    Manifest manifest =
        new Manifest(
            List.of(new Sample(folder.resolve("images/a.jpg"), -1, "", "", Map.of())),
            Labels.EXPRESSIONS);
    Path target = folder.resolve("new/list.csv");
    manifest.write(target);
    manifest.write(target);
    try (Stream<Path> files = Files.list(target.getParent())) {
      assertEquals(List.of(target), files.toList());
    }
    assertEquals(
        "path,label,subject,split\n" + folder.resolve("images/a.jpg") + ",,,\n",
        Files.readString(target));
  }

  @Test
  void labelsThatWereNotAskedForAreDroppedAndCounted() throws IOException {
    String text =
        "path,label\nimages/a.jpg,AN\nimages/d.jpg,neutral\nimages/missing.jpg,NE\nimages/a.jpg,SU\n";
    Manifest manifest = read(text, Labels.parse("AN,SU"), Use.LABELLED);
    assertEquals(2, manifest.size());
    assertEquals(Map.of("NE", 2), manifest.dropped());
    UserException error =
        assertThrows(
            UserException.class,
            () -> read("path,label\nimages/a.jpg,AN", Labels.parse("DI,SU"), Use.LABELLED));
    assertTrue(error.getMessage().contains("{AN=1}"), error.getMessage());
  }

  @Test
  void unlabelledUseDoesNotLookAtLabels() throws IOException {
    Manifest manifest =
        read("path,label\nimages/a.jpg,nonsense\n", Labels.EXPRESSIONS, Use.UNLABELLED);
    assertEquals(Sample.UNLABELLED, manifest.samples().get(0).label());
    manifest = read("path\nimages/a.jpg\n", Labels.EXPRESSIONS, Use.UNLABELLED);
    assertEquals(1, manifest.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|is empty",
        "path,label|no line after the header",
        "images/a.jpg,AN\\nimages/d.jpg,AN|no header in line 1",
        "path;label\\nimages/a.jpg;AN|found 'path;label', expected a header such as path,label,subject,split, with commas",
        "file,label\\nimages/a.jpg,AN|no column 'path' in line 1",
        "path,label,x,x\\nimages/a.jpg,AN,1,2|column 'x' twice",
        "path,label,\\nimages/a.jpg,AN,1|a column without a name",
        "path,subject\\nimages/a.jpg,S|no column 'label'",
        "path,label\\nimages/a.jpg,AN\\nimages/z.jpg,AN|no image at 'images/z.jpg' in line 3",
        "path,label\\nimages,AN|no image at 'images' in line 2",
        "path,label\\n,AN|no image at '' in line 2",
        "path,label\\nimages/a.jpg|1 fields in line 2",
        "path,label\\nimages/a.jpg,AN,x|3 fields in line 2",
        "path,label\\nimages/a.jpg,|no label in line 2",
        "path,label\\nimages/a.jpg,Angri|unknown label 'Angri' in line 2",
        "path,label\\n\"images/a.jpg,AN|as CSV",
      })
  void mistakesAreNamedWithFileAndLine(String text, String expected) {
    String message = error(text.replace("\\n", "\n"));
    assertTrue(message.contains(expected), message);
    assertTrue(message.contains(file.toString()), message);
  }

  @Test
  void otherEncodingsAndMissingFilesAreUsersErrors() throws IOException {
    Files.write(file, "path,subject\nimages/a.jpg,\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    UserException error =
        assertThrows(
            UserException.class, () -> Manifest.read(file, Labels.EXPRESSIONS, Use.UNLABELLED));
    assertTrue(error.getMessage().contains("not UTF-8"), error.getMessage());
    Path missing = folder.resolve("none.csv");
    error =
        assertThrows(
            UserException.class, () -> Manifest.read(missing, Labels.EXPRESSIONS, Use.UNLABELLED));
    assertTrue(error.getMessage().contains("no manifest at " + missing), error.getMessage());
  }

  @Test
  void partsAndMissingLabels() {
    Manifest manifest =
        new Manifest(
            List.of(
                new Sample(folder.resolve("a"), 0, "", "train", Map.of()),
                new Sample(folder.resolve("b"), 2, "", "test", Map.of())),
            Labels.parse("AN,DI,FE"));
    assertEquals(1, manifest.split("test").size());
    assertEquals(2, manifest.split("test").samples().get(0).label());
    UserException error =
        assertThrows(UserException.class, () -> manifest.requireEveryLabel("--target"));
    assertTrue(error.getMessage().contains("no image of DI (--target)"), error.getMessage());
    List<Sample> label = List.of(new Sample(folder.resolve("a"), 3, "", "", Map.of()));
    assertThrows(IllegalArgumentException.class, () -> manifest.with(label));
    assertThrows(
        IllegalArgumentException.class, () -> new Sample(folder, 0, "", "", Map.of("label", "AN")));
  }
}
