package org.cycleat.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.cycleat.export.TinyModel;
import org.cycleat.image.ImageWriter;
import org.cycleat.video.VideoFormat;
import org.cycleat.video.VideoReader;
import org.cycleat.video.VideoWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process among others: pipes, signals, and disks that are full. */
@DisabledOnOs(OS.WINDOWS)
class StreamsTest {
  private static final int INTERRUPTED = 130;
  private static final long PATIENCE_SECONDS = 30; // the machine may be busy with other things
  private static final long LIFETIME_SECONDS = 10 * PATIENCE_SECONDS;

  @TempDir Path folder;
  private Path model;
  private Path out;
  private final List<Path> pipes = new ArrayList<>();
  private Process process;
  private CompletableFuture<Process> end;

  @BeforeEach
  void writeModel() throws IOException {
    model = TinyModel.write(folder.resolve("model"));
    out = folder.resolve("out");
  }

  @AfterEach
  void endProcess() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
      end.join();
    }
  }

  /** Starts the program by a shell, which has set a limit before. */
  private void start(String limit, Object... arguments) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", limit + "exec \"$@\"", "sh"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    command.addAll(List.of(java, "-Xmx512m", "-Djava.awt.headless=true", "-cp", classPath));
    command.add(Main.class.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    process = new ProcessBuilder(command).redirectError(errors().toFile()).start();
    end =
        process
            .onExit()
            .completeOnTimeout(process, LIFETIME_SECONDS, TimeUnit.SECONDS)
            .whenComplete((ended, none) -> release());
  }

  /** Whoever waits at the program's output or at a pipe waits no longer. */
  private void release() {
    process.destroyForcibly();
    for (Path pipe : pipes) {
      try {
        new RandomAccessFile(pipe.toFile(), "rw").close(); // opens at once, and is a reader
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void recognize(Object... arguments) throws IOException {
    List<Object> all = new ArrayList<>(List.of("recognize", "--model", model));
    all.addAll(List.of(arguments));
    start("", all.toArray());
  }

  private Path errors() {
    return folder.resolve("errors.txt");
  }

  private String lastError() throws IOException {
    List<String> lines = Files.readAllLines(errors());
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  private void assertEnds(int code) throws Exception {
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "still at work");
    assertEquals(code, process.exitValue(), Files.readString(errors()));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private Path film(String name, int frames) {
    try (Mat grey = new Mat(48, 64, CV_8UC3, Scalar.GRAY)) {
      return film(name, frames, grey);
    }
  }

  private Path film(String name, int frames, Mat picture) {
    Path film = folder.resolve(name);
    VideoFormat format = new VideoFormat(picture.cols(), picture.rows(), 25, 0);
    try (VideoWriter writer = VideoWriter.open(film, format, Optional.empty())) {
      for (int i = 0; i < frames; i++) {
        writer.write(picture, i * 40_000L);
      }
    }
    return film;
  }

  private static Mat noise() {
    Mat noise = new Mat(640, 640, CV_8UC3);
    byte[] bytes = new byte[640 * 640 * 3];
    new Random(1).nextBytes(bytes);
    noise.data().put(bytes);
    return noise;
  }

  private Path pipe(String name) throws Exception {
    Path pipe = folder.resolve(name);
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    pipes.add(pipe);
    return pipe;
  }

  /** Opens when the program has opened it. */
  private OutputStream opened(Path pipe) throws IOException {
    OutputStream opened = Files.newOutputStream(pipe);
    assertTrue(process.isAlive(), Files.readString(errors()));
    return opened;
  }

  @Test
  void waitingForAPipeThatNeverDeliversIsInterrupted() throws Exception {
    Path pipe = pipe("a.jpg");
    recognize(pipe);
    try (OutputStream silent = opened(pipe)) {
      silent.flush();
      process.toHandle().destroy(); // SIGTERM
      assertEnds(INTERRUPTED);
      assertEquals("cycleat: interrupted", lastError());
    }
  }

  @Test
  void aFilmThatIsInterruptedIsSavedAsFarAsItWasSeen() throws Exception {
    recognize(film("a.mp4", 3000), "--json", "--out", out);
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      assertNotNull(lines.readLine(), Files.readString(errors()));
      Process kill = new ProcessBuilder("kill", "-INT", "" + process.pid()).start();
      assertEquals(0, kill.waitFor());
      while (lines.readLine() != null) {
        // Until its end.
      }
    }
    assertEnds(INTERRUPTED);
    assertTrue(lastError().matches("cycleat: stopped after \\d+ frames, .*"), lastError());
    assertEquals(List.of("a-timeline.png", "a.mp4"), files(out));
    try (VideoReader drawn = VideoReader.open(out.resolve("a.mp4"))) {
      assertTrue(drawn.next().isPresent());
    }
  }

  @Test
  void aFilmThatStopsInAPipeIsGivenUpWhenTheProgramIsAskedToStop() throws Exception {
    byte[] film = Files.readAllBytes(film("a.mkv", 3000));
    Path pipe = pipe("b.mkv");
    recognize(pipe, "--json", "--out", out);
    try (OutputStream bytes = opened(pipe);
        BufferedReader lines = process.inputReader(UTF_8)) {
      bytes.write(film, 0, film.length / 2);
      bytes.flush();
      String first = lines.readLine();
      assertNotNull(first, Files.readString(errors()));
      assertTrue(first.startsWith("{\"file\":\"" + pipe + "\",\"frame\":0,"), first);
      do {
        while (lines.ready()) {
          lines.readLine();
        }
        TimeUnit.SECONDS.sleep(2);
      } while (lines.ready()); // then it waits for the other half
      process.toHandle().destroy();
      assertEnds(INTERRUPTED);
    }
    assertTrue(lastError().contains("what was saved before is whole"), lastError());
    assertEquals(List.of(), files(out));
  }

  @Test
  void aFilmThroughAPipeIsTheFilm() throws Exception {
    Path film = film("a.mp4", 40);
    Path pipe = pipe("b.mp4");
    recognize(pipe, "--csv", "--out", out);
    try (OutputStream bytes = opened(pipe)) {
      Files.copy(film, bytes);
    }
    assertEnds(0);
    try (VideoReader drawn = VideoReader.open(out.resolve("b.mp4"))) {
      assertEquals(40, drawn.format().frames());
    }
  }

  @Test
  void aFilmWhoseIndexComesLastIsRefusedInALine() throws Exception {
    byte[] film;
    try (Mat noise = noise()) { // more bytes than FFmpeg keeps of a pipe
      film = Files.readAllBytes(film("a.mp4", 60, noise));
    }
    Path pipe = pipe("b.mp4");
    recognize(pipe);
    try (OutputStream bytes = opened(pipe)) {
      bytes.write(indexLast(film));
    }
    assertEnds(1);
    assertTrue(
        Files.readString(errors())
            .contains("cycleat: cannot read " + pipe + ": its index is at its end"),
        Files.readString(errors()));
  }

  /** The same film as encoders write it that cannot go back: ftyp, mdat, moov. */
  private static byte[] indexLast(byte[] film) {
    ByteBuffer in = ByteBuffer.wrap(film);
    ByteBuffer last = ByteBuffer.allocate(film.length);
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    int moved = 0;
    for (int at = 0; at < film.length; at += in.getInt(at)) {
      if (new String(film, at + 4, 4, UTF_8).equals("moov")) {
        moved = in.getInt(at);
        last.put(film, at, moved);
      } else {
        rest.write(film, at, in.getInt(at));
      }
    }
    // the offsets in its table of chunks (stco) move with the data
    for (int i = 4; i < moved; i++) {
      if (new String(last.array(), i, 4, ISO_8859_1).equals("stco")) {
        for (int k = 0; k < last.getInt(i + 8); k++) {
          int at = i + 12 + 4 * k;
          last.putInt(at, last.getInt(at) - moved);
        }
      }
    }
    rest.write(last.array(), 0, moved);
    return rest.toByteArray();
  }

  @Test
  void aPipeWhoseReaderHasGoneEndsTheWork() throws Exception {
    recognize(film("a.mp4", 3000), "--json");
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      lines.readLine();
    }
    assertEnds(141);
    String errors = Files.readString(errors());
    assertTrue(!errors.contains("cycleat: ") && !errors.contains("3000/3000"), errors);
  }

  /** A limit of the size of files stands in for a full disk. */
  @Test
  void whatDoesNotFitLeavesNothingBehind() throws Exception {
    Path photo = folder.resolve("noise.png");
    try (Mat noise = noise()) {
      ImageWriter.write(photo, noise);
    }
    start("ulimit -f 80; ", "recognize", "--model", model, photo, "--out", out);
    assertEnds(1);
    assertTrue(
        Files.readString(errors())
            .contains(
                "cycleat: cannot write "
                    + out.resolve("noise.png")
                    + ": file too large; raise the limit"),
        Files.readString(errors()));
    assertEquals(List.of(), files(out));
  }

  @Test
  void aFullStandardOutputIsOneLine() throws Exception {
    if (Files.isWritable(Path.of("/dev/full"))) {
      start("exec >/dev/full; ", "config");
      assertEnds(1);
      assertEquals(
          "cycleat: cannot write to standard output: no space left on device; make room or choose"
              + " another folder\n",
          Files.readString(errors()));
    }
  }

  @Test
  void theProcessorsExaminationIsInterrupted() throws Exception {
    start("", "doctor", "--seconds", "600", "--gpu", "none");
    TimeUnit.SECONDS.sleep(2); // wherever it is by then
    process.toHandle().destroy();
    assertEnds(INTERRUPTED);
  }
}
