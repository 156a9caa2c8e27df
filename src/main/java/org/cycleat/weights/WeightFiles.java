package org.cycleat.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cycleat.UserException;

/** Opens files of weights by what they are. */
public final class WeightFiles {

  /** What {@code tf.train.latest_checkpoint} reads too; a Saver may write a whole path. */
  private static final Pattern NEWEST =
      Pattern.compile(
          "^model_checkpoint_path: \"(?:[^\"]*[/\\\\])?([^\"/\\\\]+)\"", Pattern.MULTILINE);

  /** A file of a checkpoint and, as the group, the checkpoint's prefix. */
  private static final Pattern PART =
      Pattern.compile("(.+)\\.(?:index|meta|data-\\d{5}-of-\\d{5})");

  private WeightFiles() {}

  /**
   * Opens a checkpoint (its prefix, one of its files, or a folder whose state file names it), a
   * SavedModel's folder for its variables, or another file of weights.
   *
   * @throws UserException where there is nothing that can be read
   */
  public static WeightFile open(Path path) {
    Path prefix = checkpoint(path);
    if (Files.isRegularFile(prefix)) {
      return SingleFile.open(prefix);
    }
    if (prefix.equals(path) && !Files.exists(CheckpointIndex.suffixed(path, ".index"))) {
      throw new UserException("no file %s, and no checkpoint %s.index".formatted(path, path));
    }
    return CheckpointFile.open(prefix);
  }

  private static Path checkpoint(Path path) {
    if (Files.isRegularFile(path.resolve("saved_model.pb"))) {
      return path.resolve("variables").resolve("variables");
    }
    if (Files.isDirectory(path)) {
      return newest(path);
    }
    Matcher part = PART.matcher(String.valueOf(path.getFileName()));
    return part.matches() ? path.resolveSibling(part.group(1)) : path;
  }

  private static Path newest(Path folder) {
    Path state = folder.resolve("checkpoint");
    try {
      if (Files.isRegularFile(state)) {
        var named = NEWEST.matcher(Files.readString(state));
        if (named.find()) {
          return folder.resolve(named.group(1));
        }
      }
    } catch (IOException e) {
      throw new UserException("cannot read %s: %s".formatted(state, e), e);
    }
    throw new UserException(
        "no weights in %s: expected a file `checkpoint` that names the newest, a saved_model.pb, or give one file"
            .formatted(folder));
  }
}
