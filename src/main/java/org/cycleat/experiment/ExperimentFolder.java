package org.cycleat.experiment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.config.Config;
import org.cycleat.config.ExperimentFile;
import org.cycleat.stage.Workspace;

/**
 * The folder of an experiment: one configuration, from which all tables in it are made, so that
 * they can share runs.
 */
record ExperimentFolder(Path root) {
  private static final String DATA = "data";
  private static final String LOCK = ".lock";

  Path data() {
    return root.resolve(DATA);
  }

  Path runs() {
    return root.resolve("runs");
  }

  Path table(String name) {
    return root.resolve(name);
  }

  private Path configFile() {
    return root.resolve("experiment.yaml");
  }

  /**
   * Makes sure that nothing else began the folder.
   *
   * @throws UserException that says what differs
   */
  void requireFit(ExperimentFile file) {
    if (Files.exists(configFile())) {
      List<Config.Difference> differences =
          ExperimentFile.load(configFile(), List.of()).differences(file);
      if (!differences.isEmpty()) {
        throw new UserException(
            "%s was begun with another configuration (%s); give another --out, or the same keys"
                .formatted(
                    root,
                    differences.stream()
                        .map(each -> each.between("there", "here"))
                        .collect(Collectors.joining("; "))));
      }
    } else if (holdsOther()) {
      throw new UserException(
          "%s (--out) holds other files and no experiment.yaml: choose a new folder"
              .formatted(root));
    }
  }

  private boolean holdsOther() {
    if (!Files.exists(root)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(root)) {
      return inside.anyMatch(each -> !each.getFileName().toString().equals(LOCK));
    } catch (IOException e) {
      throw new UserException(
          "cannot list %s (--out): %s".formatted(root, UserException.reason(e)), e);
    }
  }

  /** Keeps the configuration: from now on the folder is this experiment's. */
  void begin(ExperimentFile file) {
    Workspace.write(configFile(), file.toYaml());
  }

  /** Deletes an experiment that was begun, and whose data were then refused. */
  void undo() {
    try {
      WholeFile.delete(data());
      Files.deleteIfExists(configFile());
    } catch (IOException e) {
      throw UserException.cannotWrite(root, e);
    }
  }

  /**
   * Does some work while other processes are kept out. Where it leaves no experiment, no folder is
   * left that was not there before.
   *
   * @throws UserException where one is at work
   */
  void alone(Runnable work) {
    List<Path> missing = missing();
    try {
      Files.createDirectories(root);
      Path lock = root.resolve(LOCK);
      try (FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (channel.tryLock() == null) { // closing the channel releases the lock
          throw atWork();
        }
        try {
          work.run();
        } finally {
          if (!Files.exists(configFile())) {
            Files.delete(lock);
            deleteEmpty(missing);
          }
        }
      }
    } catch (OverlappingFileLockException e) {
      throw atWork();
    } catch (IOException e) {
      throw UserException.cannotWrite(root, e);
    }
  }

  /** The root and the folders above it that are not there, the innermost first. */
  private List<Path> missing() {
    return Stream.iterate(root.toAbsolutePath(), Objects::nonNull, Path::getParent)
        .takeWhile(Files::notExists)
        .toList();
  }

  private static void deleteEmpty(List<Path> folders) throws IOException {
    for (Path folder : folders) {
      try {
        Files.delete(folder);
      } catch (DirectoryNotEmptyException e) {
        return; // somebody else has put something there
      }
    }
  }

  private UserException atWork() {
    return new UserException(
        "another experiment is at work in %s: wait for it, or give another --out".formatted(root));
  }
}
