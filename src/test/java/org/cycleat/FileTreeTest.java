package org.cycleat;

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
import org.cycleat.face.Photographs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
  @TempDir Path folder;
  private final List<UserException> unreadable = new ArrayList<>();

  private Path image(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[] {1});
  }

  private List<Path> list() {
    return Photographs.list(folder, unreadable::add);
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
    assertEquals(List.of(), unreadable);
    assertEquals(List.of(image, link), Photographs.list(folder));
  }

  /** As the walk reports it to whoever lacks the permission, which a superuser never does. */
  @Test
  void aFolderThatIsClosedIsReportedAndPassedOver() throws IOException {
    FileTree tree = new FileTree(folder, file -> true, unreadable::add);
    Path closed = folder.resolve("closed");
    AccessDeniedException denied = new AccessDeniedException(closed.toString());
    assertEquals(FileVisitResult.CONTINUE, tree.visitFileFailed(closed, denied));
    assertEquals(
        FileVisitResult.CONTINUE, tree.postVisitDirectory(closed, new IOException("disk")));
    assertEquals(2, unreadable.size());
    String message = unreadable.get(0).getMessage();
    assertTrue(message.contains(closed + ": permission denied"), message);
    assertThrows(AccessDeniedException.class, () -> tree.visitFileFailed(folder, denied));
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
      assertThrows(UserException.class, () -> Photographs.list(folder));
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aFolderThatIsNotThereIsAnError() {
    Path missing = folder.resolve("missing");
    assertThrows(UserException.class, () -> Photographs.list(missing, unreadable::add));
    assertEquals(List.of(), unreadable);
  }
}
