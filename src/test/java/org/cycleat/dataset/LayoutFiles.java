package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.junit.jupiter.api.io.TempDir;

/** Files in the layouts of data sets, read to learn from. */
abstract class LayoutFiles {
  static final Labels EIGHT = Labels.parse("AN,DI,FE,HA,NE,SA,SU,CO");

  @TempDir Path folder;
  final List<String> told = new ArrayList<>();
  final List<String> lost = new ArrayList<>();

  void files(String... names) throws IOException {
    for (String name : names) {
      write(name, "");
    }
  }

  Path write(String name, String text) throws IOException {
    Path file = folder.resolve("data").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  Manifest read(String name, String layout, Labels labels) {
    Path where = folder.resolve("data").resolve(name);
    return new DataSource(where, layout, "--target", told::add, lost::add)
        .read(labels, Use.LABELLED, folder.resolve("pictures"));
  }

  /** A line for each sample: path without its content's sum, label, subject, split. */
  String text(Manifest manifest) {
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

  void assertRead(String expected) {
    assertEquals(expected, text(read("", "auto", EIGHT)));
  }

  String mistake(String layout) {
    UserException e = assertThrows(UserException.class, () -> read("", layout, Labels.EXPRESSIONS));
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    return e.getMessage();
  }
}
