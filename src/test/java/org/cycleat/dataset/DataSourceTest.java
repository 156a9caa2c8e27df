package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourceTest {
  @TempDir Path folder;

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
    }
  }

  private Manifest labelled(Labels labels) {
    return DataSource.read(folder, labels, Use.LABELLED, "--target");
  }

  private String error(Use use, Path where) {
    UserException error =
        assertThrows(
            UserException.class, () -> DataSource.read(where, Labels.EXPRESSIONS, use, "--target"));
    assertEquals(1, error.getMessage().lines().count(), error.getMessage());
    assertTrue(error.getMessage().contains("--target"), error.getMessage());
    assertTrue(error.getMessage().contains(where.toString()), error.getMessage());
    return error.getMessage();
  }

  private static <T> List<T> each(Manifest manifest, Function<Sample, T> value) {
    return manifest.samples().stream().map(value).toList();
  }

  @Test
  void classFoldersGiveLabelsInAFixedOrder() throws IOException {
    files(
        "Happy/Tony_Blair_0086.jpg",
        "Happy/deep/x.PNG",
        "Angry/my photo.JpEg",
        "Angry/Thumbs.db",
        "Angry/.hidden.jpg",
        "Angry/notes.txt",
        ".git/a.jpg",
        "__MACOSX/Angry/._a.jpg",
        "readme.txt");
    Manifest manifest = labelled(Labels.EXPRESSIONS);
    assertEquals(List.of(0, 3, 3), each(manifest, Sample::label));
    assertEquals(List.of("", "", ""), each(manifest, Sample::subject));
    assertEquals(List.of("", "", ""), each(manifest, Sample::split));
  }

  @Test
  void setsOfClassFoldersBecomeTheSplit() throws IOException {
    files("Set1/Angry/a.jpg", "Set1/Sad/b.jpg", "Set2/Sad/c.jpg");
    Manifest manifest = labelled(Labels.EXPRESSIONS);
    assertEquals(List.of("Set1", "Set1", "Set2"), each(manifest, Sample::split));
    assertEquals(List.of(0, 5, 5), each(manifest, Sample::label));
  }

  @Test
  void foldersOfLabelsThatWereNotAskedForAreCounted() throws IOException {
    files("Angry/a.jpg", "Happy/b.jpg", "neutral/c.jpg", "neutral/d.jpg");
    Files.createDirectories(folder.resolve("Sad"));
    Manifest manifest = labelled(Labels.parse("AN,HA"));
    assertEquals(List.of(0, 1), each(manifest, Sample::label));
    assertEquals(Map.of("NE", 2), manifest.dropped());
    UserException error = assertThrows(UserException.class, () -> labelled(Labels.parse("FE,SU")));
    assertTrue(error.getMessage().contains("only {AN=1, HA=1, NE=2}"), error.getMessage());
  }

  @Test
  void aManifestInTheFolderOrNamedItselfComesFirst() throws IOException {
    files("Angry/a.jpg", "Happy/b.jpg");
    Path file = folder.resolve("manifest.csv");
    Files.writeString(file, "path,label\nHappy/b.jpg,SU\n");
    assertEquals(List.of(6), each(labelled(Labels.EXPRESSIONS), Sample::label));
    Manifest named = DataSource.read(file, Labels.EXPRESSIONS, Use.LABELLED, "--target");
    assertEquals(List.of(6), each(named, Sample::label));
  }

  @Test
  void unlabelledIsEveryImageAtAnyDepth() throws IOException {
    files("b.jpg", "a/z.webp", "a/y.tiff", "Set1/Angry/x.bmp", "c.gif", "c.mp4", "jpg", ".jpg");
    Manifest manifest = DataSource.read(folder, Labels.EXPRESSIONS, Use.UNLABELLED, "--web");
    assertEquals(
        List.of("Set1/Angry/x.bmp", "a/y.tiff", "a/z.webp", "b.jpg", "c.gif"),
        each(manifest, s -> folder.relativize(s.path()).toString().replace('\\', '/')));
    assertEquals(List.of(-1, -1, -1, -1, -1), each(manifest, Sample::label));
  }

  @Test
  void anEmptyClassFolderIsAnError() throws IOException {
    files("Angry/a.jpg", "Sad/Thumbs.db");
    assertTrue(error(Use.LABELLED, folder.resolve("../" + folder.getFileName())).contains("Sad"));
  }

  @Test
  void anUnknownClassFolderIsAnErrorThatNamesTheNearest() throws IOException {
    files("Angry/a.jpg", "Suprise/b.jpg");
    String message = error(Use.LABELLED, folder);
    assertTrue(message.contains("'Suprise'") && message.contains("nearest: surprise"), message);
  }

  @Test
  void looseImagesAreNoLabelledData() throws IOException {
    files("a.jpg", "b.jpg");
    assertTrue(error(Use.LABELLED, folder).contains("class folders such as Angry/"));
    files("Angry/c.jpg");
    assertTrue(error(Use.LABELLED, folder).contains("a.jpg outside a class folder"));
  }

  @Test
  void imagesOfAnyFolderWithWhatIsPassedOver() throws IOException {
    files("3/a.jpg", "b.png", "c.mp4", "manifest.csv", ".hidden.png");
    Files.write(folder.resolve("Thumbs.db"), new byte[] {0});
    List<String> told = new ArrayList<>();
    DataSource source = new DataSource(folder, "auto", "--backgrounds", told::add, told::add);
    assertEquals(List.of(folder.resolve("3/a.jpg"), folder.resolve("b.png")), source.images());
    assertEquals(
        List.of(
            "--backgrounds: passed over, since it is neither image nor film: 1 .db",
            "--backgrounds: 1 films beside the images are left out: `cycleat prepare --dataset video` takes them"),
        told);
    DataSource none = new DataSource(folder.resolve("none"), "--backgrounds");
    assertTrue(
        assertThrows(UserException.class, none::images).getMessage().contains("found nothing at"));
    DataSource empty =
        new DataSource(Files.createDirectory(folder.resolve("empty")), "--backgrounds");
    assertTrue(
        assertThrows(UserException.class, empty::images).getMessage().contains("found no image"));
  }

  @Test
  void nothingThereIsAnError() throws IOException {
    assertTrue(error(Use.LABELLED, folder).contains("found no image"));
    assertTrue(error(Use.UNLABELLED, folder).contains("found no image"));
    assertTrue(error(Use.LABELLED, folder.resolve("gone")).contains("found nothing"));
    files("a.jpg");
    assertTrue(error(Use.UNLABELLED, folder.resolve("a.jpg")).contains("a single file"));
  }
}
