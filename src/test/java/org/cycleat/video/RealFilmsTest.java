package org.cycleat.video;

import static org.bytedeco.opencv.global.opencv_core.PSNR;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films of cameras and editors: H.264 and HEVC, cut by an edit list, of variable rate. */
class RealFilmsTest {
  private static final Path FILMS = Path.of("../shared/data/video");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "WolfgangLanger_Pexels.mp4, 472, aac",
    "no_face.mp4, 95, aac", // 98 are stored, 3 of them only for others to be decoded
    "noface_face.mov, 169, aac",
    "single_face.mp4, 72, mp3"
  })
  void aCopyIsTheSameFilm(String name, int frames, String sound) throws IOException {
    Path film = FILMS.resolve(name);
    assumeTrue(Files.exists(film));
    Path copy = TestFilms.copy(film, folder.resolve(name));
    assertEquals("" + frames, Ffprobe.line(film, "v", "stream=nb_read_frames"));
    assertEquals("" + frames, Ffprobe.line(copy, "v", "stream=nb_read_frames"));
    assertEquals(Ffprobe.seconds(film, "v"), Ffprobe.seconds(copy, "v"), 1 / 24.0);
    assertEquals(sound, Ffprobe.line(copy, "a", "stream=codec_name"));
    assertEquals(Ffprobe.lines(film, "a", "packet=size"), Ffprobe.lines(copy, "a", "packet=size"));
    assertEquals(Ffprobe.seconds(film, "a"), Ffprobe.seconds(copy, "a"), 0.001);
    assertSamePictures(film, copy, frames);
  }

  private static void assertSamePictures(Path film, Path copy, int frames) {
    try (VideoReader one = VideoReader.open(film);
        VideoReader other = VideoReader.open(copy)) {
      assertEquals(frames, one.format().frames());
      for (int i = 0; i < frames; i++) {
        try (VideoFrame a = one.next().orElseThrow();
            VideoFrame b = other.next().orElseThrow();
            Scalar meanA = mean(a.bgr());
            Scalar meanB = mean(b.bgr())) {
          assertEquals(0.0, (double) (a.timeMicros() - b.timeMicros()), 9);
          assertTrue(PSNR(a.bgr(), b.bgr()) > 37, "picture " + i);
          for (int c = 0; c < 3; c++) {
            assertEquals(meanA.get(c), meanB.get(c), 1.5);
          }
        }
      }
      assertTrue(one.next().isEmpty() && other.next().isEmpty());
    }
  }
}
