package org.cycleat.cli;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.cycleat.export.TinyModel;
import org.cycleat.export.TinyMovements;
import org.cycleat.face.models.FaceModel;
import org.cycleat.face.models.FaceModels;
import org.cycleat.image.ImageFile;
import org.cycleat.image.ImageWriter;
import org.cycleat.video.LoopbackServer;
import org.cycleat.video.PulseAudio;
import org.cycleat.video.VideoFormat;
import org.cycleat.video.VideoFrame;
import org.cycleat.video.VideoReader;
import org.cycleat.video.VideoWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RecognizeCommandTest {
  private static final Path DATA = Path.of("../shared/data");

  static {
    PulseAudio.load(); // devices are asked for, which JavaCV tries once in a process
  }

  @TempDir Path folder;
  private Path model;
  private Path photos;
  private Path out;
  private String failure;
  private final StringWriter stdout = new StringWriter();
  private final StringWriter stderr = new StringWriter();

  @BeforeEach
  void modelAndPhotos() throws IOException {
    model = TinyModel.write(folder.resolve("model"));
    photos = folder.resolve("photos");
    out = folder.resolve("out");
    photograph("wall.jpg");
    photograph("deep/wall.jpg");
  }

  private void photograph(String name) {
    try (Mat grey = new Mat(60, 80, CV_8UC3, Scalar.GRAY)) {
      ImageWriter.write(photos.resolve(name), grey);
    }
  }

  private int recognize(Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("--model", model));
    arguments.addAll(List.of(more));
    return recognizeWith(arguments);
  }

  private int recognizeWith(List<Object> arguments) {
    CommandLine command = new CommandLine(new RecognizeCommand());
    command.setOut(new PrintWriter(stdout, true)).setErr(new PrintWriter(stderr, true));
    command.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          failure = e.getMessage();
          return 2;
        });
    return command.execute(arguments.stream().map(Object::toString).toArray(String[]::new));
  }

  /** Standard error without what depends on the models and processors that this machine has. */
  private List<String> errors() {
    return stderr.toString().lines().filter(line -> !line.startsWith("device: ")).toList();
  }

  /** Whether a recogniser ships is the build's business. */
  @Test
  void withoutAModelTheOneThatShipsServes() {
    boolean ships = !FaceModels.ofUser().all(FaceModel.RECOGNIZER).isEmpty();
    assertEquals(ships ? 0 : 2, recognizeWith(List.of(photos.resolve("wall.jpg"))));
    assertEquals(
        ships
            ? null
            : "no recognizer ships with this build: name what `cycleat export` wrote with --model,"
                + " or put recognizer*.zip into a folder and name that in CYCLEAT_MODELS",
        failure);
  }

  @Test
  void theProcessorIsToldFirstAndOnStandardErrorOnly() {
    assertEquals(0, recognize(photos.resolve("wall.jpg"), "--csv", "--gpu", "none"));
    String cpu = "device: CPU, %d cores".formatted(Runtime.getRuntime().availableProcessors());
    assertEquals(cpu, stderr.toString().lines().findFirst().orElseThrow());
    assertFalse(stdout.toString().contains("device"), stdout.toString());
  }

  @Test
  void aGpuThatIsNotThereIsRefused() {
    assertEquals(2, recognize(photos, "--gpu", "7"));
    assertTrue(failure.matches("(cannot use|no) GPU 7 \\(--gpu\\): .*"), failure);
    assertEquals(2, recognize(photos, "--gpu", "best"));
    assertEquals("--gpu: expected the number of a GPU, such as 0, or none, found best", failure);
    assertEquals("", stdout.toString());
  }

  @Test
  void aPhotographWithoutFace() {
    Path wall = photos.resolve("wall.jpg");
    assertEquals(0, recognize(wall, "--json"));
    assertEquals("{\"file\":\"" + wall + "\",\"faces\":[]}", stdout.toString().strip());
    assertEquals(List.of(), errors());
    assertEquals(0, recognize(wall));
    assertTrue(stdout.toString().contains(wall + ": no face found"), stdout.toString());
  }

  @Test
  void folderOfPhotographsDrawnUnderTheirNames() {
    assertEquals(0, recognize(photos, "--out", out));
    assertTrue(Files.exists(out.resolve("wall.jpg")));
    assertTrue(Files.exists(out.resolve("wall-recognized.jpg")), "the second of that name");
    assertTrue(stderr.toString().contains("2 files: 0 faces, 0 failed"), stderr.toString());
  }

  @Test
  void thePhotographIsNeverOverwritten() throws IOException {
    Path wall = photos.resolve("wall.jpg");
    byte[] before = Files.readAllBytes(wall);
    assertEquals(0, recognize(wall, "--out", photos.resolve("../photos")));
    assertArrayEquals(before, Files.readAllBytes(wall));
    assertTrue(Files.exists(photos.resolve("wall-recognized.jpg")));
  }

  @Test
  void imagesWithAnotherNameAreDrawnAsPng() throws IOException {
    Path nameless = Files.copy(photos.resolve("wall.jpg"), folder.resolve("download"));
    assertEquals(0, recognize(nameless, "--out", out));
    assertTrue(Files.exists(out.resolve("download.png")));
  }

  @Test
  void someOfSeveralFail() throws IOException {
    Path text = Files.writeString(photos.resolve("text.jpg"), "dear diary");
    Path missing = photos.resolve("missing.jpg");
    assertEquals(1, recognize(text, missing, photos.resolve("wall.jpg"), "--json"));
    assertEquals(1, stdout.toString().lines().count());
    List<String> errors = errors();
    assertEquals(3, errors.size(), errors.toString());
    assertTrue(errors.get(0).contains(missing.toString()), errors.get(0));
    assertTrue(errors.get(1).contains(text.toString()), errors.get(1));
    assertEquals("3 files: 0 faces, 2 failed", errors.get(2));
  }

  @Test
  void mistakesAreNamed() throws IOException {
    assertEquals(2, recognize(photos.resolve("missing.jpg")));
    assertTrue(failure.contains("no file at"), failure);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertEquals(2, recognize(empty));
    assertTrue(failure.contains("no images or films in " + empty), failure);
    model = empty;
    assertEquals(2, recognize(photos));
    assertTrue(failure.contains("no model at " + empty), failure);
  }

  @Test
  void facesOfAGroupAsJsonAndDrawn() throws IOException {
    Path group = DATA.resolve("photos/multi_face.jpg");
    assumeTrue(Files.exists(group));
    assertEquals(0, recognize(group, "--json", "--out", out));
    JsonNode line = new JsonMapper().readTree(stdout.toString());
    assertEquals(group.toString(), line.get("file").asText());
    assertEquals(5, line.get("faces").size());
    for (JsonNode face : line.get("faces")) {
      assertEquals(4, face.get("box").size());
      assertTrue(face.get("box").get(2).isInt());
      double sum = 0;
      for (String code : List.of("RE", "GR", "BL")) {
        sum += face.get("probabilities").get(code).asDouble();
      }
      assertEquals(1, sum, 1e-5);
      assertEquals("RE", face.get("expression").asText(), "skin is reddish");
    }
    try (Mat drawing = ImageFile.read(out.resolve("multi_face.jpg"))) {
      assertEquals(1000, drawing.cols());
    }
    assertEquals(0, recognize(group));
    assertEquals(6, stdout.toString().lines().count());
  }

  private Path film(String name, int frames) {
    Path film = folder.resolve(name);
    VideoFormat format = new VideoFormat(64, 48, 25, frames);
    try (VideoWriter writer = VideoWriter.open(film, format, Optional.empty());
        Mat grey = new Mat(48, 64, CV_8UC3, Scalar.GRAY)) {
      for (int i = 0; i < frames; i++) {
        writer.write(grey, 40_000L * i);
      }
    }
    return film;
  }

  @Test
  void aFilmIsDrawnWithATimeline() {
    Path film = film("a film.mp4", 30);
    assertEquals(0, recognize(film, "--out", out, "--json"));
    assertEquals(30, stdout.toString().lines().count());
    String second = stdout.toString().lines().toList().get(1);
    assertTrue(second.endsWith("\"frame\":1,\"time\":0.04,\"faces\":[]}"), second);
    assertTrue(Files.exists(out.resolve("a film-timeline.png")));
    try (VideoReader drawn = VideoReader.open(out.resolve("a film.mp4"))) {
      assertEquals(new VideoFormat(64, 48, 25, 30), drawn.format());
    }
  }

  @Test
  void aFilmMayEndEarlyAndHaveNoFaces() {
    assertEquals(0, recognize(film("b.mov", 30), "--frames", "7", "--csv"));
    List<String> lines = stdout.toString().lines().toList();
    assertEquals(1, lines.size());
    assertEquals(
        "file,frame,time,face,x,y,width,height,score,expression,RE,GR,BL,landmarks", lines.get(0));
    assertEquals(0, recognize(film("c.mp4", 3)));
    assertTrue(stdout.toString().contains("c.mp4: no face found"), stdout.toString());
  }

  /** Every seventh frame: its number and its time are the film's own, in the drawn film too. */
  @Test
  void everyNthFrameOfAFilm() {
    Path film = film("steps.mp4", 30);
    assertEquals(0, recognize(film, "--frame-step", "7", "--json", "--out", out));
    List<String> lines = stdout.toString().lines().toList();
    assertEquals(5, lines.size());
    assertTrue(lines.get(1).contains("\"frame\":7,\"time\":0.28,"), lines.get(1));
    assertTrue(lines.get(4).contains("\"frame\":28,\"time\":1.12,"), lines.get(4));
    try (VideoReader drawn = VideoReader.open(out.resolve("steps.mp4"))) {
      assertEquals(5, drawn.format().frames());
      for (int i = 0; i < 5; i++) {
        try (VideoFrame frame = drawn.next().orElseThrow()) {
          assertEquals(280L * i, Math.round(frame.timeMicros() / 1e3));
        }
      }
    }
    assertEquals(0, recognize(film, "--frame-step", "10", "--frames", "2", "--csv"));
    assertEquals(0, recognize(film, "--frame-step", "1000000000000", "--out", out));
    try (VideoReader drawn = VideoReader.open(out.resolve("steps.mp4"))) {
      assertEquals(1, drawn.format().frames());
    }
    assertEquals(2, recognize(film, "--frame-step", "0"));
    assertEquals("--frame-step must be positive, got 0", failure);
  }

  /** A face that is cut out already: no detector is asked, whatever the picture shows. */
  @Test
  void movementsAreToldWhereAModelOfThemIsNamed() {
    Path wall = photos.resolve("wall.jpg");
    Path movements = TinyMovements.write(folder.resolve("movements.zip"), TinyMovements.FITS);
    assertEquals(0, recognize(wall, "--crops", "--csv", "--movements", movements));
    List<String> lines = stdout.toString().lines().toList();
    assertTrue(lines.get(0).contains(",BL,pan,tilt,roll,AU01,"), lines.get(0));
    assertEquals(lines.get(0).split(",", -1).length, lines.get(1).split(",", -1).length);
    stdout.getBuffer().setLength(0);
    assertEquals(0, recognize(wall, "--crops", "--csv", "--movements", "none"));
    assertTrue(stdout.toString().lines().findFirst().orElseThrow().endsWith(",BL,landmarks"));
    assertEquals(2, recognize(wall, "--movements", model));
    assertTrue(failure.contains("(--movements) names classes and reads no movements"), failure);
  }

  @Test
  void cropsAreFacesAsTheyAre() {
    Path wall = photos.resolve("wall.jpg"); // 80 x 60
    assertEquals(0, recognize(wall, "--crops", "--json", "--out", out));
    String line = stdout.toString().strip();
    assertTrue(line.contains("\"faces\":[{\"id\":1,\"box\":[10,0,60,60],\"score\":1.0,"), line);
    assertFalse(line.contains("landmarks"), line);
    assertFalse(stderr.toString().contains("YuNet"), stderr.toString());
    assertTrue(Files.exists(out.resolve("wall.jpg")));
    assertEquals(0, recognize(film("crops.mp4", 3), "--crops", "--json"));
    assertEquals(4, stdout.toString().lines().filter(l -> l.contains("\"score\":1.0")).count());
  }

  @Test
  void aFilmAtAnAddress() throws IOException {
    byte[] film = Files.readAllBytes(film("far.mp4", 12));
    try (LoopbackServer server = new LoopbackServer()) {
      String address = server.serve("/videos/far.mp4", film) + "?key=1";
      assertEquals(0, recognize(address, "--frame-step", "5", "--json", "--out", out));
      List<String> lines = stdout.toString().lines().toList();
      assertEquals(3, lines.size());
      assertTrue(lines.get(1).contains(address + "\",\"frame\":5,\"time\":0.2,"), lines.get(1));
      assertTrue(Files.exists(out.resolve("far.mp4")));
      assertTrue(Files.exists(out.resolve("far-timeline.png")));
      assertEquals(1, recognize(server.address("/none.mp4"), photos.resolve("wall.jpg")));
      assertTrue(stderr.toString().contains("/none.mp4: server returned 404"), stderr.toString());
      assertTrue(stderr.toString().contains("2 files: 0 faces, 1 failed"), stderr.toString());
    }
  }

  @Test
  void aDeviceThatIsNoCamera() {
    assumeTrue(Files.exists(Path.of("/dev/null")));
    assertEquals(1, recognize("/dev/null"));
    assertTrue(stderr.toString().contains("cycleat: cannot read /dev/null: "), stderr.toString());
  }

  @Test
  void aDamagedFilmDoesNotStopTheOthers() throws IOException {
    Path whole = film("whole.mp4", 5);
    Path cut = folder.resolve("cut.mp4");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(whole), 200));
    assertEquals(1, recognize(cut, whole, "--out", out));
    assertTrue(stderr.toString().contains("cannot read " + cut), stderr.toString());
    assertTrue(stderr.toString().contains("2 files: 0 faces, 1 failed"), stderr.toString());
    assertTrue(Files.exists(out.resolve("whole.mp4")));
    assertFalse(Files.exists(out.resolve("cut.mp4")));
  }

  @Test
  void patternsAreExpandedWhereNoShellDid() {
    assertEquals(0, recognize(photos + "/**/*.jpg", photos + "/w*.jpg", "--json"));
    List<String> lines = stdout.toString().lines().toList();
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(lines.get(0).contains("deep/wall.jpg"), lines.get(0));
    assertEquals(2, recognize(photos + "/*.webm"));
    assertTrue(failure.contains("no images or films match"), failure);
  }

  @Test
  void oneImageFromStandardInput() throws IOException {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(Files.readAllBytes(photos.resolve("wall.jpg"))));
    try {
      assertEquals(0, recognize("-", "--json", "--out", out));
    } finally {
      System.setIn(before);
    }
    assertEquals("{\"file\":\"-\",\"faces\":[]}", stdout.toString().strip());
    assertTrue(Files.exists(out.resolve("stdin.png")));
  }

  @Test
  void inputsAndCameraExcludeEachOther() {
    assertEquals(2, recognize());
    assertTrue(failure.contains("expected images, films or folders"), failure);
    assertEquals(2, recognize(photos, "--camera", "0"));
    assertEquals(2, recognize("--camera", "77"));
    assertTrue(failure.contains("no camera 77"), failure);
    assertEquals(2, recognize(photos, "--frames", "0"));
  }

  @Test
  void attentionNeedsAModelThatTellsIt() {
    assertEquals(2, recognize(photos, "--attention", "--out", out));
    assertTrue(failure.contains("tells no attention"), failure);
  }
}
