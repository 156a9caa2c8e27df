package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.Map;
import org.cycleat.dataset.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderNamesTest {
  @TempDir Path in;

  private Path name(Path original, String... source) {
    Map<String, String> extra = source.length == 0 ? Map.of() : Map.of("source", source[0]);
    Sample sample = new Sample(original, Sample.UNLABELLED, "", "", extra);
    return new FolderNames(in, Path.of("out")).fileOf(7, sample);
  }

  @Test
  void keepsFoldersAndTellsFormatsApart() {
    assertEquals(Path.of("out", "fear", "a-jpg.png"), name(in.resolve("fear").resolve("a.jpg")));
    assertNotEquals(name(in.resolve("a.jpg")), name(in.resolve("a.png")));
    assertEquals(Path.of("out", "a.b-png.png"), name(in.resolve("a.b.png")));
  }

  @Test
  void anImageThatHadToBeConvertedIsNamedAfterItsOriginal() {
    Path converted = Path.of("elsewhere", "000007.png");
    assertEquals(
        Path.of("out", "grey-tif.png"), name(converted, in.resolve("grey.tif").toString()));
  }

  @Test
  void imagesFromElsewhereAreNumbered() {
    assertEquals(Path.of("out", "000007-a-jpg.png"), name(Path.of("/elsewhere/a.jpg")));
  }
}
