package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawingNamesTest {
  private static final Path OUT = Path.of("drawn");

  private static DrawingNames names(String... given) {
    List<Path> images = List.of(given).stream().map(Path::of).toList();
    return new DrawingNames(OUT, new RecognizeInputs(images, List.of(), List.of(), List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "a.jpg, a.jpg",
    "a.b.PNG, a.b.PNG",
    "a.heic, a.heic.png",
    "a, a.png",
    "-, stdin.png",
    "a.mp4, a.mp4.png",
    "a., a..png",
    ".jpg, .jpg.png"
  })
  void anImageKeepsItsNameWhereItCanBeWrittenSo(String image, String drawing) {
    assertEquals(OUT.resolve(drawing), names().drawingOfImage(Path.of("in", image)));
  }

  @ParameterizedTest
  @CsvSource({"a.mp4, a.mp4", "a.MKV, a.MKV", "a.wmv, a.mp4", "a, a.mp4", "a.jpg, a.mp4"})
  void aFilmKeepsItsNameWhereItCanBeWrittenSo(String film, String drawing) {
    assertEquals(OUT.resolve(drawing), names().drawingOfVideo(Path.of("in", film)));
  }

  @Test
  void nothingGivenAndNoEarlierDrawingIsWrittenOver() {
    DrawingNames names = names("drawn/a.png");
    assertEquals(OUT.resolve("a-recognized.png"), names.drawingOfImage(Path.of("drawn/a.png")));
    assertEquals(OUT.resolve("b.png"), names.drawingOfImage(Path.of("in/b.png")));
    assertEquals(OUT.resolve("b-recognized.png"), names.drawingOfImage(Path.of("other/b.png")));
    assertEquals(OUT.resolve("b-recognized-2.png"), names.drawingOfImage(Path.of("third/b.png")));
    assertEquals(OUT.resolve("b.mp4"), names.drawingOfVideo(Path.of("in/b.mp4")));
    assertEquals(OUT.resolve("b-timeline.png"), names.timelineOf(Path.of("in/b.mp4")));
  }
}
