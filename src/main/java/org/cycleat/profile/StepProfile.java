package org.cycleat.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.train.StepReport;
import org.cycleat.train.StepRunner;
import org.cycleat.train.TrainingListener;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;

/**
 * Traces one step of a training once it has warmed up, or the last where there are fewer, and
 * writes it as {@code step-N.json}, for chrome://tracing and Perfetto, and as a summary {@code
 * step-N.txt}.
 */
public final class StepProfile implements StepRunner, TrainingListener {
  /** Steps that tune kernels, fill the pipeline and take memory from the system. */
  static final int WARM_UP = 11;

  private static final RunOptions TRACED =
      RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();

  private final Path folder;
  private final Consumer<String> report;
  private final List<RunMetadata> runs = new ArrayList<>();
  private long next;
  private long traced;

  /**
   * @param folder gets the files; made when needed
   * @param report told the summary, line by line
   */
  public StepProfile(Path folder, Consumer<String> report) {
    this.folder = folder;
    this.report = report;
  }

  @Override
  public void onStart(long done, long steps) {
    next = done + 1;
    traced = Math.min(done + WARM_UP + 1, steps);
    runs.clear();
  }

  @Override
  public Result run(Session.Runner runner) {
    if (next != traced) {
      return runner.run();
    }
    Result result = runner.setOptions(TRACED).runAndFetchMetadata();
    runs.add(result.getMetadata().orElseThrow());
    return result;
  }

  @Override
  public void onStep(StepReport step) {
    next = step.step() + 1;
    if (step.step() == traced) {
      write();
      runs.clear();
    }
  }

  private void write() {
    StepTrace trace = StepTrace.of(runs);
    Path timeline = folder.resolve("step-%d.json".formatted(traced));
    List<String> summary = TraceSummary.of("step " + traced, trace);
    try {
      ChromeTrace.write(trace, timeline);
      WholeFile.write(
          folder.resolve("step-%d.txt".formatted(traced)), part -> Files.write(part, summary));
    } catch (IOException e) {
      throw UserException.cannotWrite(timeline, e);
    }
    summary.forEach(report);
    report.accept("timeline: " + timeline);
  }
}
