package org.cycleat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  private List<String> names(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static IOException fullDisk() {
    return new IOException("No space left on device");
  }

  @Test
  void aFileIsReplacedAndItsFolderMade() throws IOException {
    Path file = folder.resolve("a/b/c.txt");
    WholeFile.write(file, "one".getBytes(UTF_8));
    WholeFile.writeDurably(file, part -> Files.writeString(part, "two"));
    assertEquals("two", Files.readString(file));
    assertEquals(List.of("c.txt"), names(file.getParent()));
  }

  @Test
  void whatFailsLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("c.txt");
    WholeFile.write(file, "old".getBytes(UTF_8));
    for (boolean isDurable : new boolean[] {false, true}) {
      WholeFile.Writer writer =
          part -> {
            Files.writeString(part, "ha");
            assertEquals(2, names(folder).size());
            throw fullDisk();
          };
      assertThrows(
          IOException.class,
          () -> {
            if (isDurable) {
              WholeFile.writeDurably(file, writer);
            } else {
              WholeFile.write(file, writer);
            }
          });
      assertEquals("old", Files.readString(file));
      assertEquals(List.of("c.txt"), names(folder));
    }
  }

  @Test
  void aFolderAppearsWholeAlsoInPlaceOfAnEmptyOne() throws IOException {
    Path model = Files.createDirectories(folder.resolve("model"));
    WholeFile.Writer writer =
        part -> {
          Files.createDirectories(part.resolve("variables"));
          assertEquals(List.of(), names(model));
          Files.writeString(part.resolve("variables/data"), "x");
        };
    WholeFile.writeDurably(model, writer);
    assertEquals("x", Files.readString(model.resolve("variables/data")));
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                WholeFile.write(
                    model,
                    part -> {
                      Files.createDirectory(part);
                      Files.writeString(part.resolve("other"), "y");
                    }));
    assertTrue(e instanceof FileSystemException, e.toString());
    assertEquals(List.of("variables"), names(model));
    assertEquals(List.of("model"), names(folder));
  }

  @Test
  void aFolderThatIsLeftHalfWayIsDeletedWithAllThatIsInIt() throws IOException {
    try (WholeFile whole = WholeFile.begin(folder.resolve("model"))) {
      Files.createDirectories(whole.part().resolve("a/b"));
      Files.writeString(whole.part().resolve("a/b/c"), "half");
    }
    assertEquals(List.of(), names(folder));
  }

  @Test
  void aPartIsHiddenAndItsNameFitsWhateverTheTargetsIs() throws IOException {
    String name = "\ud83d\ude00".repeat(63); // 252 bytes of 255
    try (WholeFile whole = WholeFile.begin(folder.resolve(name))) {
      Files.writeString(whole.part(), "x");
      assertTrue(Files.isHidden(whole.part()));
      whole.finish();
    }
    assertEquals(List.of(name), names(folder));
  }

  @Test
  void aLinkToAFolderIsWrittenInto() throws IOException {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), disk);
    WholeFile.write(link.resolve("a"), new byte[] {1});
    assertEquals(List.of("a"), names(disk));
  }

  @Test
  void whatKilledProcessesLeftIsSweptAndNothingElse() throws IOException {
    WholeFile left = WholeFile.begin(folder.resolve("state"));
    Files.createDirectories(left.part().resolve("deep"));
    Files.writeString(folder.resolve("state.part"), "");
    Files.writeString(folder.resolve(".hidden"), "");
    WholeFile.sweep(folder);
    assertEquals(List.of(".hidden", "state.part"), names(folder));
    WholeFile.delete(folder.resolve("none"));
    left.close();
  }

  @Test
  void aStoppedProcessLeavesNoParts() throws IOException {
    try (WholeFile whole = WholeFile.begin(folder.resolve("film.mp4"))) {
      Files.writeString(whole.part(), "half");
      WholeFile.discardAll();
      assertFalse(Files.exists(whole.part()));
    }
  }

  @Test
  void theErrorSaysWhichFileWhyAndWhatHelps() throws IOException {
    Path file = Path.of("out/a.png");
    assertEquals(
        "cannot write out/a.png: no space left on device; make room or choose another folder",
        UserException.cannotWrite(file, fullDisk()).getMessage());
    assertEquals(
        "cannot write out/a.png: disk quota exceeded; make room or choose another folder",
        UserException.cannotWrite(file, new IOException("Disk quota exceeded")).getMessage());
    // as TensorFlow has it, whose hint speaks of memory
    assertEquals(
        "no space left on device",
        UserException.reason(
            new IOException(
                "/m/.1.part/variables; No space left on device\n[[{{node save}}]]\nHint: OOM")));
    assertEquals(
        "cannot write out/a.png: read-only file system; choose a folder that can be written",
        UserException.cannotWrite(
                file, new FileSystemException("out", null, "Read-only file system"))
            .getMessage());
    assertEquals("no reason given", UserException.reason(new DirectoryNotEmptyException(" ")));
    Path inTheWay = Files.writeString(folder.resolve("file"), "");
    IOException e =
        assertThrows(IOException.class, () -> WholeFile.write(inTheWay.resolve("a"), new byte[0]));
    assertEquals(
        "cannot write out/a.png: %s is in the way, expected a folder".formatted(inTheWay),
        UserException.cannotWrite(file, e).getMessage());
  }

  @Test
  void aFullDiskOfLinuxIsToldAsSuch() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full));
    IOException e = assertThrows(IOException.class, () -> Files.write(full, new byte[1]));
    assertEquals("no space left on device", UserException.reason(e));
  }
}
