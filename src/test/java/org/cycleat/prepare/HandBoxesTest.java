package org.cycleat.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cycleat.UserException;
import org.cycleat.face.Box;
import org.cycleat.prepare.HandBoxes.HandBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandBoxesTest {
  private static final String HEADER = "path,reason,x,y,width,height\n";

  @TempDir Path folder;

  private Map<Path, HandBox> read(String text) throws IOException {
    Path file = folder.resolve("failed.csv");
    Files.writeString(file, text);
    return HandBoxes.read(file);
  }

  @Test
  void rowsWithoutABoxAreLeftOut() throws IOException {
    Map<Path, HandBox> boxes =
        read("\uFEFF" + HEADER + "a.jpg,no face found,,,,\nb/./c.jpg,\"x, y\",1, 2,3,4\n");
    assertEquals(1, boxes.size());
    HandBox box = boxes.get(Path.of("b/c.jpg"));
    assertEquals(new Box(1, 2, 3, 4), box.box());
    assertTrue(box.where().endsWith("failed.csv (--boxes), row 2 (b/./c.jpg)"), box.where());
  }

  private void assertMistake(String expected, String text) {
    UserException e = assertThrows(UserException.class, () -> read(text));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void mistakesNameTheRow() {
    String ok = HEADER + "a.jpg,,,,,\n";
    assertMistake("row 2 (b.jpg): For input string: \"wide\"", ok + "b.jpg,,1,2,wide,4\n");
    assertMistake("row 2 (b.jpg): For input string: \"\"", ok + "b.jpg,,,2,3,4\n");
    assertMistake("row 2 (b.jpg): For input string: \"\"", ok + "b.jpg,,1,2,3,\n");
    assertMistake("row 2 (b.jpg): the corner -1,2", ok + "b.jpg,,-1,2,3,4\n");
    assertMistake("row 2 (b.jpg): a box needs a positive", ok + "b.jpg,,1,2,0,4\n");
    assertMistake("row 2 (b.jpg): a box needs a positive", ok + "b.jpg,,1,2,3,-4\n");
    assertMistake("row 3 (b.jpg): a second box", ok + "b.jpg,,1,2,3,4\nb.jpg,,1,2,3,4\n");
    assertMistake("row 2: 2 fields, expected 6", ok + "b.jpg,x\n");
    assertMistake("[file, x, y]", "file,x,y\na.jpg,1,2\n");
  }
}
