package org.cycleat.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cycleat.UserException;
import org.cycleat.weights.NpzWriter;
import org.cycleat.weights.WeightArray;
import org.cycleat.weights.WeightFile;
import org.tensorflow.ndarray.Shape;

/** The arrays of a file as another file is to have them, read one by one. */
public final class Conversion {

  /** An array of the new file, and how it is made. */
  private record Step(String source, Change change) {}

  private final WeightFile file;
  private final Map<String, Step> steps = new LinkedHashMap<>();

  private Conversion(WeightFile file) {
    this.file = file;
  }

  /** All arrays of numbers as they are. */
  public static Conversion plain(WeightFile file) {
    Conversion conversion = new Conversion(file);
    file.entries()
        .forEach(
            (name, entry) -> {
              if (entry.type().isNumeric()) {
                conversion.steps.put(
                    name, new Step(name, Change.reshape(entry.shape(), entry.shape())));
              }
            });
    return conversion;
  }

  /**
   * Arrays under the names, in the shapes and in the order of another file.
   *
   * @throws UserException where it has some that are not found
   */
  public static Conversion like(WeightFile file, WeightFile other) {
    Map<String, Shape> wanted = new LinkedHashMap<>();
    other
        .entries()
        .forEach(
            (name, entry) -> {
              if (entry.type().isNumeric() && !Names.isBookkeeping(name)) {
                wanted.put(name, entry.shape());
              }
            });
    Matching matching = Matching.of(wanted, file.entries(), Rules.NONE);
    if (!matching.isWhole()) {
      throw new UserException(
          "the file has not all arrays of the other (--like): %s; nothing was written"
              .formatted(new MatchReport(matching).counts()));
    }
    Conversion conversion = new Conversion(file);
    matching
        .matches()
        .forEach(
            match ->
                conversion.steps.put(
                    match.target().name(),
                    new Step(match.source().orElseThrow().name(), match.change().orElseThrow())));
    return conversion;
  }

  /** How many arrays there will be. */
  public int size() {
    return steps.size();
  }

  /**
   * Writes NumPy's {@code .npz}, one array at a time; the file appears when it is whole.
   *
   * @throws UserException where it cannot be written
   */
  public void writeNpz(Path to) {
    try (NpzWriter writer = new NpzWriter(to)) {
      for (Map.Entry<String, Step> step : steps.entrySet()) {
        writer.add(step.getKey(), made(step.getValue()));
      }
      writer.finish();
    } catch (IOException e) {
      throw UserException.cannotWrite(to, e);
    }
  }

  /** All arrays at once. */
  public Map<String, WeightArray> all() {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    steps.forEach((name, step) -> arrays.put(name, made(step)));
    return arrays;
  }

  /** An array whose axes are reordered becomes float32. */
  private WeightArray made(Step step) {
    WeightArray array = file.read(step.source());
    Shape shape = step.change().result();
    return step.change().isTransposed()
        ? WeightArray.of(shape, step.change().apply(array.floats()))
        : new WeightArray(array.type(), shape, array.bytes());
  }

  /** Whether a path is a folder of checkpoints rather than the prefix of one. */
  public static boolean isFolder(Path path) {
    return Files.isDirectory(path) || !path.getFileName().toString().contains(".");
  }
}
