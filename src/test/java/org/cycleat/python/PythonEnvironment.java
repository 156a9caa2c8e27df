package org.cycleat.python;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Python with the packages of tools/requirements.txt, in a virtual environment under the build
 * folder that is made once and kept while the requirements stay as they are.
 *
 * <p>Where there is no Python the tests are skipped, but not where {@code CI=true}: there they
 * fail.
 */
public final class PythonEnvironment {
  private static final Path FOLDER = Path.of("target", "python").toAbsolutePath();
  private static final Path LOCK = FOLDER.resolveSibling("python.lock");
  private static final Path TOOLS = Path.of("tools").toAbsolutePath();
  private static final Path SCRIPTS = Path.of("src", "test", "python").toAbsolutePath();
  private static final List<String> COMMANDS =
      List.of("python3.12", "python3.11", "python3.10", "python3.9", "python3");
  private static final String RIGHT_VERSION =
      "import sys, venv, ensurepip; sys.exit(not (3, 9) <= sys.version_info[:2] <= (3, 12))";
  private static final int INSTALL_MINUTES = 20;
  private static final int RUN_MINUTES = 10;

  private static PythonEnvironment environment;
  private static String absence;

  private final Path python;

  private PythonEnvironment(Path python) {
    this.python = python;
  }

  /** The environment; without one the running test is skipped, or fails in CI. */
  public static synchronized PythonEnvironment get() throws IOException, InterruptedException {
    if (environment == null && absence == null) {
      Files.createDirectories(FOLDER.getParent());
      // Another process of the tests may be making it.
      try (FileChannel file = FileChannel.open(LOCK, CREATE, WRITE)) {
        file.lock(); // until the file is closed
        make();
      }
    }
    if (environment == null) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(absence);
      }
      Assumptions.abort(absence);
    }
    return environment;
  }

  /** Runs a script of src/test/python and gives what it printed; another exit code than 0 fails. */
  public String script(String name, Object... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(SCRIPTS.resolve(name).toString()));
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    return run(all);
  }

  /** Runs the interpreter in the folder tools and gives what it printed. */
  String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python.toString()));
    command.addAll(arguments);
    Outcome outcome = execute(command, RUN_MINUTES);
    if (outcome.code() != 0) {
      throw new AssertionError(
          "%s ended with %d:%n%s".formatted(command, outcome.code(), outcome.output()));
    }
    return outcome.output();
  }

  private static void make() throws IOException, InterruptedException {
    Path python = FOLDER.resolve("bin").resolve("python");
    Path stamp = FOLDER.resolve("requirements.sha256");
    // the tools are installed as a link to where they are
    String wanted = digest(TOOLS.resolve("requirements.txt")) + " " + TOOLS;
    if (Files.isExecutable(python)
        && Files.exists(stamp)
        && Files.readString(stamp).equals(wanted)) {
      environment = new PythonEnvironment(python);
      return;
    }
    Optional<String> found = interpreter();
    if (found.isEmpty()) {
      absence = "no Python 3.9 to 3.12 with venv and pip: the tests with Python are skipped";
      System.out.println(absence);
      return;
    }
    System.out.println("installing the Python packages of tools/requirements.txt (once)");
    List<List<String>> steps =
        List.of(
            List.of(found.get(), "-m", "venv", "--clear", FOLDER.toString()),
            install("-r", TOOLS.resolve("requirements.txt").toString()),
            install("--no-deps", "-e", TOOLS.toString()));
    for (List<String> step : steps) {
      Outcome outcome = execute(step, INSTALL_MINUTES);
      if (outcome.code() != 0) {
        absence =
            "the tests with Python are skipped: %s ended with %d: %s"
                .formatted(step, outcome.code(), outcome.output());
        System.out.println(absence);
        return;
      }
    }
    Files.writeString(stamp, wanted);
    environment = new PythonEnvironment(python);
  }

  private static List<String> install(String... what) {
    List<String> command =
        new ArrayList<>(
            List.of(
                FOLDER.resolve("bin").resolve("python").toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check"));
    command.addAll(List.of(what));
    return command;
  }

  private static Optional<String> interpreter() throws InterruptedException {
    for (String command : COMMANDS) {
      try {
        if (execute(List.of(command, "-c", RIGHT_VERSION), 1).code() == 0) {
          return Optional.of(command);
        }
      } catch (IOException e) {
        // There is none of that name.
      }
    }
    return Optional.empty();
  }

  private record Outcome(int code, String output) {}

  private static Outcome execute(List<String> command, int minutes)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("python", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(TOOLS.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
      builder.environment().put("TF_ENABLE_ONEDNN_OPTS", "1");
      builder.environment().put("CUDA_VISIBLE_DEVICES", "");
      builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
        return new Outcome(-1, "not done after %d minutes".formatted(minutes));
      }
      String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
      return new Outcome(process.exitValue(), text);
    } finally {
      Files.delete(output);
    }
  }

  private static String digest(Path file) throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
