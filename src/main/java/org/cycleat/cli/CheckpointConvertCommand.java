package org.cycleat.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;
import org.cycleat.transfer.CheckpointWriter;
import org.cycleat.transfer.Conversion;
import org.cycleat.weights.CheckpointIndex;
import org.cycleat.weights.WeightFile;
import org.cycleat.weights.WeightFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cycleat checkpoint convert}: writes the arrays of a file in another format. */
@Command(
    name = "convert",
    description = {
      "Write the arrays of a file as NumPy's .npz, or as a checkpoint that Python's Saver reads.",
      "Types are kept, but NumPy has no bfloat16: it becomes float32. Text is left out."
    })
final class CheckpointConvertCommand implements Runnable {
  private static final String IN_FOLDER = "step-00000000";

  /** Formats that are read and not written. */
  private static final Pattern OTHERS =
      Pattern.compile(".*\\.(h5|hdf5|keras|npy|safetensors|pth?|pkl|pb|index)");

  @Parameters(index = "0", paramLabel = "IN", description = "The file of weights.")
  private Path in;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description =
          "FILE.npz, or a checkpoint: a folder, or a prefix with a dot in its name, such as"
              + " out/model.ckpt.")
  private Path out;

  @Option(
      names = "--like",
      paramLabel = "REF",
      description =
          "Write the names, shapes and order of this file's arrays, which are matched as import"
              + " does; reordered arrays become float32.")
  private Path like;

  @Option(names = "--force", description = "Replace what is there.")
  private boolean force;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String name = out.toString().toLowerCase(Locale.ROOT);
    if (OTHERS.matcher(name).matches()) {
      throw new UserException(
          "%s is of a format that is not written: expected a name ending in .npz, a folder, or a prefix such as model.ckpt"
              .formatted(out));
    }
    boolean isNpz = name.endsWith(".npz");
    boolean isFolder = !isNpz && Conversion.isFolder(out);
    requireFree(
        isNpz
            ? out
            : isFolder ? out.resolve("checkpoint") : CheckpointIndex.suffixed(out, ".index"));
    try (WeightFile file = WeightFiles.open(in)) {
      Conversion conversion = conversion(file);
      if (conversion.size() == 0) {
        throw new UserException("no arrays of numbers in " + in);
      }
      if (isNpz) {
        conversion.writeNpz(out);
      } else {
        Path prefix = isFolder ? out.resolve(IN_FOLDER) : out;
        CheckpointWriter.write(Device.forInference(GpuChoice.NONE, 0), prefix, conversion.all());
      }
      if (isFolder) {
        nameNewest();
      }
      report(file, conversion.size());
    }
  }

  private void requireFree(Path file) {
    if (Files.exists(file) && !force) {
      throw new UserException(
          "there is a %s already: choose another name, or replace it with --force".formatted(file));
    }
  }

  private void report(WeightFile file, int arrays) {
    long text = file.entries().values().stream().filter(e -> !e.type().isNumeric()).count();
    String leftOut = text > 0 ? ", %d without numbers left out".formatted(text) : "";
    spec.commandLine().getOut().printf("%s: %d arrays%s%n", out, arrays, leftOut);
  }

  private Conversion conversion(WeightFile file) {
    if (like == null) {
      return Conversion.plain(file);
    }
    try (WeightFile reference = WeightFiles.open(like)) {
      return Conversion.like(file, reference);
    }
  }

  private void nameNewest() {
    String state =
        "model_checkpoint_path: \"%s\"\nall_model_checkpoint_paths: \"%s\"\n"
            .formatted(IN_FOLDER, IN_FOLDER);
    try {
      WholeFile.write(out.resolve("checkpoint"), state.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw UserException.cannotWrite(out, e);
    }
  }
}
