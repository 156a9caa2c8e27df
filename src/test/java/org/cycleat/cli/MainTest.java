package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cycleat.InterruptedRunException;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Fails in the way that its argument names. */
  @Command(name = "fail")
  static final class FailCommand implements Runnable {
    @Parameters private String how;
    @Spec private CommandSpec spec;

    @Override
    public void run() {
      switch (how) {
        case "user" -> throw new UserException("no folder at /x (--data):\n  make it");
        case "wrapped" ->
            throw new CompletionException(new ExecutionException(new UserException("no label")));
        case "interrupted" -> throw new InterruptedRunException("saved step 7");
        case "program" -> throw new IllegalStateException("graph closed");
        case "silent" -> throw new NullPointerException();
        case "prints" -> spec.commandLine().getOut().print("x");
        case "natives" -> throw new UnsatisfiedLinkError("no jniopencv in java.library.path");
        case "memory" -> throw new OutOfMemoryError("Java heap space");
        default -> throw new AssertionError(how);
      }
    }
  }

  private int run(String... args) {
    List<Class<?>> commands = List.of(ConfigCommand.class, FailCommand.class);
    return Main.run(commands, new PrintWriter(out), new PrintWriter(err), args);
  }

  private void assertFails(int code, String line, String... args) {
    assertEquals(code, run(args));
    assertEquals(line + System.lineSeparator(), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void aUsersMistakeIsOneLineAndExitCode2() {
    assertFails(2, "cycleat: no folder at /x (--data): make it", "fail", "user");
  }

  @Test
  void aUsersMistakeIsFoundInsideOtherExceptions() {
    assertFails(2, "cycleat: no label", "fail", "wrapped");
  }

  @Test
  void anInterruptedRunExitsWith130() {
    assertFails(130, "cycleat: saved step 7", "fail", "interrupted");
  }

  @Test
  void anUnexpectedExceptionIsOneLineAndExitCode1() {
    assertFails(
        1,
        "cycleat: IllegalStateException: graph closed (--verbose prints where it happened)",
        "fail",
        "program");
  }

  @Test
  void anExceptionWithoutMessageIsNamed() {
    assertFails(
        1, "cycleat: NullPointerException (--verbose prints where it happened)", "fail", "silent");
  }

  @Test
  void outOfMemoryIsOneLineWithARemedy() {
    assertFails(
        1,
        "cycleat: OutOfMemoryError: Java heap space"
            + " (JAVA_OPTS=-Xmx8g gives Java 8 GB; smaller images or batches need less)",
        "fail",
        "memory");
  }

  @Test
  void nativesThatCannotBeLoadedAreOneLineThatNamesTheirPlace() {
    assertEquals(2, run("fail", "natives"));
    assertTrue(
        err.toString().startsWith("cycleat: native libraries cannot be loaded: "), err::toString);
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertFalse(err.toString().contains("UnsatisfiedLinkError"), err::toString);
  }

  private int runInto(String reason, String... args) {
    OutputStream lost =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        };
    var stdout = new PrintWriter(new StandardOutput(lost), true, StandardCharsets.UTF_8);
    List<Class<?>> commands = List.of(ConfigCommand.class, FailCommand.class);
    return Main.run(commands, stdout, new PrintWriter(err), args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"config", "--help", "config --help", "--version", "fail prints"})
  void outputThatCannotBeWrittenIsOneLineAndExitCode1(String line) {
    assertEquals(1, runInto("No space left on device", line.split(" ", -1)));
    assertEquals(
        "cycleat: cannot write to standard output: no space left on device; make room or choose"
            + " another folder\n",
        err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"config", "--help", "fail prints"})
  void aReaderThatHasSeenEnoughIsNoError(String line) {
    assertEquals(141, runInto("Broken pipe", line.split(" ", -1)));
    assertEquals("", err.toString());
  }

  @Test
  void verboseAddsTheStackTraceWhereverItStands() {
    assertEquals(2, run("--verbose", "fail", "user"));
    assertEquals(1, run("fail", "--verbose", "program"));
    String printed = err.toString();
    assertTrue(printed.startsWith("cycleat: no folder at /x (--data): make it\n"), printed);
    assertTrue(printed.contains("\ncycleat: IllegalStateException: graph closed\n"), printed);
    assertEquals(2, printed.split("\tat .*FailCommand.run\\(", -1).length - 1, printed);
  }

  @Test
  void wrongArgumentsAreOneLine() {
    assertFails(
        2,
        "cycleat: Unknown option: '--prset'; did you mean --preset? (see `cycleat config --help`)",
        "config",
        "--prset");
  }

  @Test
  void anUnknownCommandNamesTheNearest() {
    assertFails(
        2,
        "cycleat: Unmatched argument at index 0: 'confg'; did you mean config?"
            + " (see `cycleat --help`)",
        "confg");
  }

  @Test
  void noCommandListsThem() {
    assertFails(2, "cycleat: No command given: expected config, fail (see `cycleat --help`)");
  }

  @Test
  void theHelpAndTheReadmeListEveryCommandInTheSameOrder() throws IOException {
    List<String> names =
        Main.COMMANDS.stream().map(command -> command.getAnnotation(Command.class).name()).toList();
    assertEquals(
        List.of(
            "train",
            "evaluate",
            "report",
            "experiment",
            "export",
            "import",
            "checkpoint",
            "recognize",
            "prepare",
            "synthesize",
            "movements",
            "render",
            "models",
            "doctor",
            "landmarks",
            "graphs",
            "config"),
        names);
    assertEquals(0, Main.run(Main.COMMANDS, new PrintWriter(out), new PrintWriter(err), "--help"));
    String rows = names.stream().map(name -> "\n  " + name + " .*?").collect(Collectors.joining());
    assertTrue(
        Pattern.compile(rows, Pattern.DOTALL).matcher(out.toString()).find(), out.toString());
    String readme = Files.readString(Path.of("README.md"));
    String table =
        names.stream().map(name -> "\\| `" + name + "` \\|[^\n]*\n").collect(Collectors.joining());
    assertTrue(Pattern.compile(table).matcher(readme).find(), "README.md: the commands' table");
  }

  @Test
  void helpAndVersionAreAcceptedEverywhere() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("Usage: cycleat "), out.toString());
    assertTrue(out.toString().contains("130   interrupted"), out.toString());
    assertEquals(0, run("config", "--help"));
    assertTrue(out.toString().contains("Usage: cycleat config "), out.toString());
    assertEquals("", err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "config"})
  void versionIsFilledInByTheBuild(String command) {
    assertEquals(0, command.isEmpty() ? run("--version") : run(command, "--version"));
    assertTrue(
        out.toString().matches("(?s)cycleat \\d+\\.\\d+.*TensorFlow Java \\d+.*"), out::toString);
    assertFalse(out.toString().contains("${"), out.toString());
  }

  @Test
  void configPrintsWhatTheOptionsDescribe(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("my.yaml");
    Files.writeString(file, "seed: 5\ngan:\n  poolSize: 7\n");
    assertEquals(
        0,
        run("config", "--preset=tiny", "--config=" + file, "--set=seed=6", "--set", "threads=1"));
    Config expected = Config.preset("tiny").with("gan.poolSize=7", "seed=6", "threads=1");
    assertEquals(expected.toYaml(), out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void configStartsFromThePresetSmall() {
    assertEquals(0, run("config"));
    assertEquals(Config.preset("small").toYaml(), out.toString());
  }

  @Test
  void configRefusesAMisspeltKey() {
    assertFails(
        2,
        "cycleat: unknown key gan.cycleWieght (--set): did you mean gan.cycleWeight?",
        "config",
        "--set",
        "gan.cycleWieght=5");
  }
}
