package org.cycleat.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cycleat.UserException;
import org.cycleat.train.MemoryShortage;

/**
 * One benchmark in a process of its own, as users run what it measures. TensorFlow's threads are
 * those of a process's first session, whatever later ones ask for, and differ between training and
 * inference; and it gives no memory of a GPU back.
 */
public final class OneBenchmark {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What came of it: a measurement, or why there is none.
   *
   * @param isWhole whether the program is all right
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Outcome(Measurement measurement, String failure, boolean isWhole) {}

  private OneBenchmark() {}

  /**
   * Measures in a process that is started as this one was.
   *
   * @param model see {@link Bench#all}
   */
  static Outcome of(Benchmark benchmark, Path model) throws IOException {
    String ours = Files.readString(Path.of("/proc/self/cmdline"));
    Process process =
        new ProcessBuilder(command(ours, benchmark.name(), model))
            .redirectError(ProcessBuilder.Redirect.DISCARD) // TensorFlow's notes at its start
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = Peers.end(process);
    Optional<String> last = out.lines().reduce((first, second) -> second);
    return code == 0 && last.isPresent()
        ? JSON.readValue(last.get(), Outcome.class)
        : new Outcome(null, "its process ended with " + code, false);
  }

  /**
   * @param ours this process's command line as Linux gives it, each part ended by a 0
   */
  static List<String> command(String ours, String name, Path model) {
    List<String> parts = List.of(ours.split("\0"));
    List<String> command =
        new ArrayList<>(parts.subList(0, parts.indexOf(Bench.class.getName()))); // Java's options
    command.removeIf(part -> part.matches("-Dcycleat\\.(stderr|null)=.*")); // not open there
    command.addAll(List.of(OneBenchmark.class.getName(), name, model.toString()));
    return command;
  }

  /**
   * Measures here, and prints the outcome.
   *
   * @param args the benchmark's name, and the model
   */
  public static void main(String[] args) throws IOException {
    Benchmark benchmark =
        Bench.all(true, true, Path.of(args[1])).stream()
            .filter(each -> each.name().equals(args[0]))
            .findFirst()
            .orElseThrow();
    System.out.println(JSON.writeValueAsString(outcome(benchmark)));
    System.exit(0); // some leave threads
  }

  static Outcome outcome(Benchmark benchmark) throws IOException {
    try {
      return new Outcome(benchmark.measure(), null, true);
    } catch (UserException unsuitable) {
      return new Outcome(null, unsuitable.getMessage(), true);
    } catch (RuntimeException e) {
      boolean isMemory = MemoryShortage.is(e);
      return new Outcome(null, isMemory ? "out of memory" : UserException.reason(e), isMemory);
    }
  }
}
