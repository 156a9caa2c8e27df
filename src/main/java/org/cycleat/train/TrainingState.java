package org.cycleat.train;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * All that a stage needs to resume exactly: the networks' variables, the optimisers' slots, the
 * step, and the state of what lies outside the graph.
 *
 * <p>Each state is a folder {@code step-STEP}, written under another name and renamed when it is
 * whole, so the newest folder of that name is always a whole one.
 */
public final class TrainingState {
  private static final Pattern STEP = Pattern.compile("step-(\\d{8,18})");
  private static final String VARIABLES = "variables";
  private static final String PARTS = "parts.bin";

  private final Path folder;
  private final int keep;
  private final Checkpoint checkpoint;
  private final FiniteCheck check;
  private final Map<String, Resumable> parts;

  /**
   * @param folder of this stage's states; made when needed
   * @param keep how many states stay, at least 1
   * @param trained what the graph trains
   * @param parts what lies outside the graph, by name
   */
  public TrainingState(
      Ops tf, Path folder, int keep, TrainedObjects trained, Map<String, Resumable> parts) {
    if (keep < 1) {
      throw new IllegalArgumentException("keep must be at least 1, got " + keep);
    }
    this.folder = folder;
    this.keep = keep;
    this.checkpoint = Checkpoint.of(tf, trained);
    this.check = new FiniteCheck(tf.withSubScope("finite_check"), trained.variables());
    this.parts = new TreeMap<>(parts);
  }

  /** The newest step that was saved. */
  public OptionalLong newest() {
    return saved().stream().mapToLong(Long::longValue).max();
  }

  /** Where the state of a step lies. */
  public Path at(long step) {
    return folder.resolve("step-%08d".formatted(step));
  }

  /**
   * Saves the state after {@code step} steps, then deletes the oldest beyond those to keep.
   *
   * @throws UserException where a variable is not finite or the folder cannot be written; the
   *     states saved before stay
   */
  public void save(Session session, long step) {
    check
        .notFinite(session)
        .ifPresent(
            name -> {
              throw new UserException(
                  "%s is not finite after step %d, so this state is not saved; %s"
                      .formatted(name, step, lastGood()));
            });
    try {
      Files.createDirectories(folder);
      WholeFile.sweep(folder);
      WholeFile.writeDurably(
          at(step),
          part -> {
            write(session, part);
            discard(at(step)); // there only where a run was resumed from an older state
          });
      List<Long> steps = saved();
      for (long old : steps.subList(0, Math.max(0, steps.size() - keep))) {
        discard(at(old));
      }
    } catch (IOException e) {
      throw UserException.cannotWrite(at(step), e);
    }
  }

  private void write(Session session, Path part) throws IOException {
    checkpoint.write(session, Files.createDirectory(part).resolve(VARIABLES));
    SortedMap<String, Snapshot> snapshots = new TreeMap<>();
    parts.forEach((name, resumable) -> snapshots.put(name, resumable.snapshot()));
    SnapshotFile.write(part.resolve(PARTS), snapshots);
  }

  /**
   * Restores the newest state, if there is one.
   *
   * @return its step, or 0 where nothing was saved and so nothing was changed
   * @throws UserException where it is damaged or belongs to other networks
   */
  public long restore(Session session) {
    OptionalLong newest = newest();
    if (newest.isEmpty()) {
      return 0;
    }
    Path from = at(newest.getAsLong());
    Path file = from.resolve(PARTS);
    try {
      SortedMap<String, Snapshot> snapshots = SnapshotFile.read(file);
      if (!snapshots.keySet().equals(parts.keySet())) {
        throw new UserException(
            "%s holds %s, expected %s; delete %s to start this stage anew"
                .formatted(file, snapshots.keySet(), parts.keySet(), folder));
      }
      checkpoint.restore(session, from.resolve(VARIABLES));
      parts.forEach((name, resumable) -> resumable.restore(snapshots.get(name)));
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "%s does not fit this run: %s; resume with the configuration it was saved with"
              .formatted(file, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UserException(
          "cannot read %s: %s; delete %s to resume from the state before it"
              .formatted(file, e.getMessage(), from),
          e);
    }
    return newest.getAsLong();
  }

  /** A clause for messages of a run that stops: where it resumes. */
  String lastGood() {
    OptionalLong newest = newest();
    return newest.isPresent()
        ? "the last good state is " + at(newest.getAsLong())
        : "no state was saved before";
  }

  /** Steps in ascending order. */
  private List<Long> saved() {
    List<Long> steps = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
      for (Path each : folders) {
        Matcher name = STEP.matcher(each.getFileName().toString());
        if (name.matches() && Files.isDirectory(each)) {
          steps.add(Long.parseLong(name.group(1)));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new UserException("cannot list %s: %s".formatted(folder, e.getMessage()), e);
    }
    steps.sort(Comparator.naturalOrder());
    return steps;
  }

  /** Renames before deleting, so that a kill leaves no half state under a whole one's name. */
  private void discard(Path state) throws IOException {
    if (Files.exists(state)) {
      try (WholeFile old = WholeFile.begin(state)) {
        WholeFile.move(state, old.part());
      }
    }
  }
}
