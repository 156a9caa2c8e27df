package org.cycleat.video;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;

/** The independent judge of films: FFmpeg's own program, the one on the PATH before JavaCV's. */
final class Ffprobe {
  private Ffprobe() {}

  /** The lines of a query such as "stream=codec_name", of "v" or "a", comma-separated. */
  static List<String> lines(Path film, String stream, String entries) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(program(), "-v", "error", "-select_streams", stream));
    command.addAll(List.of("-count_packets", "-show_entries", entries));
    if (entries.contains("nb_read_frames")) {
      command.add("-count_frames");
    }
    command.addAll(List.of("-of", "csv=p=0", film.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    PulseAudio.standInFolder()
        .ifPresent(folder -> builder.environment().put("LD_LIBRARY_PATH", folder.toString()));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertEquals(0, process.waitFor(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return output
        .lines()
        .map(line -> line.strip().replaceAll(",+$", ""))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  static String line(Path film, String stream, String entries) throws IOException {
    return String.join(";", lines(film, stream, entries));
  }

  static double seconds(Path film, String stream) throws IOException {
    return Double.parseDouble(line(film, stream, "stream=duration"));
  }

  private static String program() {
    for (String folder : System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1)) {
      Path program = Path.of(folder, "ffprobe");
      if (Files.isExecutable(program)) {
        return program.toString();
      }
    }
    PulseAudio.require();
    return Loader.load(org.bytedeco.ffmpeg.ffprobe.class);
  }
}
