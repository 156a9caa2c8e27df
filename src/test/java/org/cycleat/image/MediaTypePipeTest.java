package org.cycleat.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.cycleat.dataset.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class MediaTypePipeTest {
  @TempDir Path folder;

  private MediaType ofPipe(String name) throws IOException, InterruptedException {
    Path pipe = folder.resolve(name);
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    return MediaType.of(pipe); // to open it would wait for ever
  }

  @Test
  void aPipeIsWhatItsNameSays() throws Exception {
    for (String film : new String[] {"a.mp4", "A.MKV", "x.jpg.ts", "a.mpg", "a.mpeg", "a.ogv"}) {
      assertEquals(MediaType.VIDEO, ofPipe(film), film);
      assertTrue(Tree.isFilm(folder.resolve(film)), film);
    }
    for (String image : new String[] {"a.jpg", "63", "mp4", "a.mp4.png"}) {
      assertEquals(MediaType.IMAGE, ofPipe(image), image);
    }
  }

  @Test
  void ofAFileOnlyTheContentCounts() throws IOException {
    assertEquals(MediaType.OTHER, MediaType.of(Files.writeString(folder.resolve("a.mp4"), "text")));
    assertThrows(NoSuchFileException.class, () -> MediaType.of(folder.resolve("none.mp4")));
  }
}
