package org.cycleat.prepare;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.dataset.Contents;
import org.cycleat.dataset.Entry;
import org.cycleat.dataset.ImageFacts;
import org.cycleat.dataset.Tree;
import org.cycleat.face.FaceAligner;
import org.cycleat.face.FaceDetector;
import org.cycleat.face.FaceInstruments;
import org.cycleat.face.Framing;
import org.cycleat.video.FrameSource;
import org.cycleat.video.VideoFormat;
import org.cycleat.video.VideoFrame;
import org.cycleat.video.VideoReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmCutterTest {
  private static final Path DATA = Path.of("../shared/data");

  @TempDir Path folder;
  private Path in;

  @BeforeEach
  void folders() throws IOException {
    in = Files.createDirectory(folder.resolve("in"));
    Files.writeString(in.resolve("film.mp4"), "ten frames a second");
  }

  /** A film of ten frames a second. */
  private static final class Drawn implements FrameSource {
    private final int[] scenes;
    private final int[] faces;
    private final String end;
    private int position;

    /**
     * @param scenes number of the picture that each frame shows
     * @param faces where each frame's face is, as {@link DrawnDetector} finds it
     * @param end what is thrown after the last frame, or nothing
     */
    Drawn(int[] scenes, int[] faces, String end) {
      this.scenes = scenes;
      this.faces = faces;
      this.end = end;
    }

    @Override
    public VideoFormat format() {
      return new VideoFormat(100, 60, 10, scenes.length);
    }

    @Override
    public Optional<VideoFrame> next() {
      int i = position++;
      if (i >= scenes.length) {
        if (end.isEmpty()) {
          return Optional.empty();
        }
        throw new UserException(end);
      }
      byte[] pixels = new byte[100 * 60 * 3];
      new Random(scenes[i]).nextBytes(pixels);
      pixels[0] = (byte) faces[i];
      Mat picture = new Mat(60, 100, CV_8UC3);
      try (BytePointer data = picture.data()) {
        data.put(pixels);
      }
      return Optional.of(new VideoFrame(i, 100_000L * i, picture));
    }

    @Override
    public void close() {
      position = 0; // so that it can be opened again
    }
  }

  private Preparation job(FrameSource film, double everySeconds) {
    FaceAligner aligner = new FaceAligner(32, Framing.DEFAULT);
    FaceCutter cutter = new FaceCutter(folder.resolve("out"), aligner, false, "png");
    FilmCutter films = new FilmCutter(file -> film, cutter, everySeconds);
    return new Preparation(
        new Preparation.Setup(
            in,
            new Contents(List.of(new Entry(Path.of("film.mp4"), ImageFacts.NOTHING))),
            cutter,
            Optional.of(new Preparation.Films(films, Tree::isFilm)),
            Map.of("--size", "32")),
        Map.of(),
        false);
  }

  private Preparation.Count cut(FrameSource film, double everySeconds) {
    try (Preparation job = job(film, everySeconds)) {
      return job.run(new Preparation.Run(1, () -> false, () -> {}), DrawnDetector::finder)
          .orElseThrow();
    }
  }

  private static int[] each(int frames, int first, int then, int from) {
    int[] values = new int[frames];
    for (int i = 0; i < frames; i++) {
      values[i] = i < from ? first : then;
    }
    return values;
  }

  private String manifest() throws IOException {
    return Files.readString(folder.resolve("out/manifest.csv"));
  }

  @Test
  void oneSceneGivesOneCrop() throws IOException {
    Drawn film = new Drawn(each(30, 1, 2, 15), each(30, 20, 20, 0), "");
    assertEquals(new Preparation.Count(1, 2, 0), cut(film, 0.5));
    // a face is looked for five times a second, so the second scene is seen in frame 16
    assertEquals(
        """
        path,label,subject,split,x,y,width,height,score,landmarks,source,framing,frame,time
        film/face1-000000.png,,film#1,,20,5,30,40,0.75,,film.mp4,eyes 0,0,0.0
        film/face1-000016.png,,film#1,,20,5,30,40,0.75,,film.mp4,eyes 0,16,1.6
        """,
        manifest());
    assertTrue(Files.exists(folder.resolve("out/film/face1-000016.png")));
  }

  @Test
  void noMoreThanOneCropInSoManySeconds() throws IOException {
    int[] changing = new int[40];
    for (int i = 0; i < changing.length; i++) {
      changing[i] = i;
    }
    cut(new Drawn(changing, each(40, 20, 20, 0), ""), 1);
    assertEquals(
        List.of("0", "10", "20", "30"),
        manifest().lines().skip(1).map(row -> row.split(",", -1)[12]).toList());
  }

  @Test
  void anotherFaceIsAnotherSubject() throws IOException {
    cut(new Drawn(each(20, 1, 1, 0), each(20, 10, 65, 10), ""), 1);
    assertEquals(
        List.of("film#1", "film#2"),
        manifest().lines().skip(1).map(row -> row.split(",", -1)[2]).toList());
  }

  @Test
  void ofADamagedFilmTheGoodPartStays() throws IOException {
    Drawn film = new Drawn(each(5, 1, 1, 0), each(5, 20, 20, 0), "film.mp4 ends too early");
    assertEquals(new Preparation.Count(1, 1, 1), cut(film, 1));
    assertEquals(2, manifest().lines().count());
    assertTrue(
        Files.readString(folder.resolve("out/failed.csv"))
            .endsWith("film.mp4,film.mp4 ends too early,,,,\n"));
  }

  @Test
  void aFilmWithoutFacesFails() {
    Drawn film = new Drawn(each(5, 1, 1, 0), each(5, 0, 0, 0), "");
    assertEquals(new Preparation.Count(1, 0, 1), cut(film, 1));
  }

  @Test
  void aFilmThatWasStoppedBeginsAnew() throws IOException {
    Drawn film = new Drawn(each(30, 1, 2, 15), each(30, 20, 20, 0), "");
    int[] asked = {0};
    try (Preparation job = job(film, 0.5)) {
      assertTrue(
          job.run(new Preparation.Run(1, () -> asked[0]++ > 20, () -> {}), DrawnDetector::finder)
              .isEmpty());
    }
    try (Preparation job = job(film, 0.5)) {
      assertEquals(0, job.done());
    }
    assertEquals(new Preparation.Count(1, 2, 0), cut(film, 0.5));
  }

  @Test
  void aRealFilm() throws IOException {
    Path film = DATA.resolve("video/single_face.mp4");
    assumeTrue(Files.exists(film));
    try (Preparation job = job(VideoReader.open(film), 1)) {
      Preparation.Run run = new Preparation.Run(1, () -> false, () -> {});
      Preparation.Count count =
          job.run(
                  run,
                  () -> new FaceInstruments(FaceDetector.open(Optional.empty()), Optional.empty()))
              .orElseThrow();
      assertTrue(count.crops() >= 1 && count.crops() <= 3, count.toString());
      assertEquals(0, count.failed());
    }
  }
}
