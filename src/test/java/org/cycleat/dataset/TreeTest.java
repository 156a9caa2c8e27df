package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeTest {
  @TempDir Path folder;
  private final List<String> unreadable = new ArrayList<>();

  private Path image(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[] {1});
  }

  private List<Path> list() {
    Tree tree = Tree.of(folder);
    tree.unreadable().forEach(entry -> unreadable.add(entry.path() + ": " + entry.problem()));
    return tree.images().stream().map(folder::resolve).toList();
  }

  @Test
  void namesMayHaveSpacesAndAnyLetters() throws IOException {
    List<Path> images =
        List.of(image("a b/\u00e4 \u00df.JPG"), image("\u8868\u60c5/\ud83d\ude00.png"));
    assertEquals(images, list());
  }

  @Test
  void linksAreFollowedButNotInCircles() throws IOException {
    Path image = image("deep/er/a.png");
    Files.createSymbolicLink(folder.resolve("deep/er/up"), folder);
    Files.createSymbolicLink(folder.resolve("deep/self"), folder.resolve("deep/self"));
    Files.createSymbolicLink(folder.resolve("dangling.png"), folder.resolve("missing.png"));
    Path link = Files.createSymbolicLink(folder.resolve("link.png"), image);
    assertEquals(List.of(image, link), list());
    assertEquals(
        List.of(
            "dangling.png: a link to a file that is not there",
            "deep/self: a link to a file that is not there"),
        unreadable);
  }

  /** As the walk reports it to whoever lacks the permission, which a superuser never does. */
  @Test
  void aFolderThatIsClosedIsReportedAndPassedOver() throws IOException {
    Tree tree = Tree.of(folder);
    TreeVisitor visitor = new TreeVisitor(tree);
    Path closed = folder.resolve("closed");
    AccessDeniedException denied = new AccessDeniedException(closed.toString());
    assertEquals(FileVisitResult.CONTINUE, visitor.visitFileFailed(closed, denied));
    assertEquals(
        FileVisitResult.CONTINUE, visitor.postVisitDirectory(closed, new IOException("disk")));
    assertEquals(2, tree.unreadable().size());
    assertEquals(
        new Entry(
            Path.of("closed"), ImageFacts.NOTHING, "cannot list the folder: permission denied"),
        tree.unreadable().get(0));
    assertThrows(AccessDeniedException.class, () -> visitor.visitFileFailed(folder, denied));
  }

  @Test
  void theRestOfATreeIsListed() throws IOException {
    Path image = image("open/a.png");
    Path closed = image("closed/b.png").getParent();
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      assumeTrue(!Files.isReadable(closed), "a superuser reads everything");
      assertEquals(List.of(image), list());
      assertEquals(1, unreadable.size());
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aFolderThatIsNotThereIsAnError() {
    Path missing = folder.resolve("missing");
    assertThrows(UserException.class, () -> Tree.of(missing));
  }

  @Test
  void filesAreChosenByContent() throws IOException {
    write("photo.jfif", 0xFF, 0xD8, 0xFF, 0xE0);
    write("still.heic", 0, 0, 0, 24, 'f', 't', 'y', 'p', 'h', 'e', 'i', 'c', 0, 0, 0, 0);
    write("download", 0x1A, 0x45, 0xDF, 0xA3);
    write("clip.wmv", 0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11);
    write("scene.ts", 'i', 'm', 'p', 'o', 'r', 't', '\n');
    write("broken.ts", 1, 2, 3);
    write("Thumbs.db", 0xD0, 0xCF, 0x11, 0xE0, 0, 0);
    write("deep/Thumbs.db", 0xD0, 0xCF, 0x11, 0xE0, 0, 0);
    write("layers.PSD", '8', 'B', 'P', 'S', 0, 1);
    write("blob", 1, 2, 3);
    write("data.json", 0, 1);
    write(".hidden", 0, 1);
    write("empty");
    Tree tree = Tree.of(folder);
    assertEquals(List.of(Path.of("photo.jfif"), Path.of("still.heic")), tree.images());
    assertEquals(
        List.of(Path.of("broken.ts"), Path.of("clip.wmv"), Path.of("download")), tree.films());
    assertEquals(
        "passed over, since it is neither image nor film: 1 without an ending, 2 .db, 1 .psd",
        tree.passedOver().orElseThrow());
  }

  @Test
  void theContentOutweighsTheName() throws IOException {
    write("film.jpg", 0x1A, 0x45, 0xDF, 0xA3);
    write("photo.mp4", 0xFF, 0xD8, 0xFF, 0xE0);
    write("text.png", 'h', 'i');
    write("text.mov", 'h', 'i');
    write("text.wmv", 'h', 'i');
    write("empty.JPG");
    write("lost.heic", 0, 0, 0);
    Tree tree = Tree.of(folder);
    assertEquals(
        List.of(
            Path.of("empty.JPG"), Path.of("lost.heic"), Path.of("photo.mp4"), Path.of("text.png")),
        tree.images());
    assertEquals(
        List.of(Path.of("film.jpg"), Path.of("text.mov"), Path.of("text.wmv")), tree.films());
  }

  @Test
  void aFilmMayComeThroughAPipeWithTheNameOfOne() throws Exception {
    for (String name : List.of("a.mp4", "a.ts", "a.png", "63")) {
      assertEquals(
          0, new ProcessBuilder("mkfifo", folder.resolve(name).toString()).start().waitFor());
    }
    assertTrue(Tree.isFilm(folder.resolve("a.ts")));
    assertEquals(
        List.of(Path.of("a.mp4")), new DataSource(folder.resolve("a.mp4"), "--in").tree().films());
    for (String image : List.of("a.png", "63")) { // to open one would wait for ever
      DataSource source = new DataSource(folder.resolve(image), "--in");
      UserException failure = assertThrows(UserException.class, source::tree);
      assertTrue(failure.getMessage().contains("a single file at"), failure.getMessage());
    }
  }

  @Test
  void aFileByItselfIsAFilmOrAList() throws IOException {
    write("a.csv", 'p', 'a', 't', 'h');
    write("faces", 'p', 'a', 't', 'h');
    write("film", 0x1A, 0x45, 0xDF, 0xA3);
    write("a.jpg", 'x');
    write("b.mp4", 0xFF, 0xD8, 0xFF, 0xE0);
    assertEquals(
        List.of(Path.of("a.csv")), Tree.ofFile(folder.resolve("a.csv")).orElseThrow().lists());
    assertEquals(
        List.of(Path.of("faces")), Tree.ofFile(folder.resolve("faces")).orElseThrow().lists());
    assertEquals(
        List.of(Path.of("film")), Tree.ofFile(folder.resolve("film")).orElseThrow().films());
    assertTrue(Tree.ofFile(folder.resolve("a.jpg")).isEmpty());
    assertTrue(Tree.ofFile(folder.resolve("b.mp4")).isEmpty(), "an image");
  }

  private void write(String name, int... bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    Files.write(file, content);
  }
}
