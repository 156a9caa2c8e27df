package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cycleat.StopRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Entry point of the program, and the only place that turns exceptions into exit codes. */
@Command(
    name = "cycleat",
    description =
        "Recognises facial expressions in the wild, and trains itself to by cycle-consistent"
            + " adversarial attention transfer.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done",
      " 1:an error of the program or the machine",
      " 2:something that you can mend: the line says what and how",
      "130:interrupted; what was done is saved",
      "141:standard output was a pipe whose reader has gone"
    })
public final class Main implements Runnable {
  /** The subcommands, in the order of the help. */
  static final List<Class<?>> COMMANDS =
      List.of(
          TrainCommand.class,
          EvaluateCommand.class,
          ReportCommand.class,
          ExperimentCommand.class,
          ExportCommand.class,
          ImportCommand.class,
          CheckpointCommand.class,
          RecognizeCommand.class,
          PrepareCommand.class,
          SynthesizeCommand.class,
          MovementsCommand.class,
          RenderCommand.class,
          ModelsCommand.class,
          DoctorCommand.class,
          LandmarksCommand.class,
          GraphsCommand.class,
          ConfigCommand.class);

  /** For the parser and the help; {@link #isVerbose} counts, as parsing itself may fail. */
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print stack traces and TensorFlow's own messages.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    if (isVerbose(args)) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
    }
    StopRequest.obey();
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    StopRequest.exit(run(COMMANDS, StandardOutput.writer(), err, args));
  }

  private static boolean isVerbose(String[] args) {
    return List.of(args).contains("--verbose");
  }

  /**
   * Parses the arguments and runs the command that they name.
   *
   * @return the exit code
   */
  static int run(List<Class<?>> commands, PrintWriter out, PrintWriter err, String... args) {
    var errors = new ErrorLine(err, isVerbose(args));
    try {
      var commandLine = new CommandLine(new Main());
      commands.forEach(commandLine::addSubcommand);
      int code =
          commandLine
              .setOut(out)
              .setErr(err)
              .setCaseInsensitiveEnumValuesAllowed(true)
              .setParameterExceptionHandler((e, given) -> errors.report(e))
              .setExecutionExceptionHandler((e, command, parsed) -> errors.report(e))
              .setExecutionStrategy(parsed -> execute(parsed, errors))
              .execute(args);
      out.flush();
      return code;
    } catch (Throwable e) { // picocli hands over exceptions but not errors, such as out of memory
      return errors.report(e);
    } finally {
      err.flush();
    }
  }

  /** picocli hands over what a command throws, but not what its own printing of help does. */
  private static int execute(ParseResult parsed, ErrorLine errors) {
    try {
      return new RunLast().execute(parsed);
    } catch (StandardOutput.Lost e) {
      return errors.report(e);
    }
  }

  @Override
  public void run() {
    String commands = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "No command given: expected " + commands);
  }
}
