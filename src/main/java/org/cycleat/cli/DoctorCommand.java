package org.cycleat.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.cycleat.UserException;
import org.cycleat.doctor.Examination;
import org.cycleat.doctor.Findings;
import org.cycleat.doctor.FindingsJson;
import org.cycleat.doctor.FindingsText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat doctor}: what this machine has, and what it lacks. */
@Command(
    name = "doctor",
    description = {
      "Tell what this machine has for training and recognition, how fast it is, and what it lacks.",
      "The last line says on what it is ready, or what is missing and the command that mends it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:something can run here, be it on the CPU",
      " 1:an error of the program or the machine",
      " 2:nothing can run here, or a mistake in the options"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final double LONGEST_SECONDS = 600;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Measure each operation in each precision for so long; 0 leaves the measuring out"
              + " (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private FaceModelOption faceModel;
  @Mixin private GpuOption gpu;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
      throw new UserException("--seconds: expected a number from 0 to 600, found " + seconds);
    }
    Duration each = Duration.ofNanos(Math.round(seconds * 1e9));
    Findings findings = new Examination(gpu.choice(), each).run(faceModel.models());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(FindingsJson.text(findings));
    } else {
      FindingsText.lines(findings).forEach(out::println);
    }
    out.flush();
    return findings.verdict().canRun() ? 0 : ErrorLine.USER_ERROR;
  }
}
