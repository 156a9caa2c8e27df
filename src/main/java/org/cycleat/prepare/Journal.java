package org.cycleat.prepare;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cycleat.UserException;

/**
 * What a job has done so far: a file to which a line is appended before and after each image, so
 * that a job goes on where it was, however it ended.
 *
 * <p>An image that was being read when the process died may be the cause: {@link #deaths} counts
 * that. Any thread may write.
 */
final class Journal implements AutoCloseable {
  static final String FILE = ".prepare.jsonl";
  static final String RUNNING = ".prepare.running";

  /** Where a line is in the file. */
  private record Place(long offset, int length) {}

  /** There as long as the process is: deleting it needs no room on a full disk. */
  private final Path running;

  private final Path path;
  private final RandomAccessFile file;
  private final Map<String, Place> done = new HashMap<>();
  private final Map<String, Long> open = new HashMap<>();
  private final Map<String, Map<Long, Integer>> deaths = new HashMap<>();
  private Map<String, String> settings = Map.of();
  private long end;
  private boolean isRunning;

  /**
   * Opens the journal of an output folder, or begins one.
   *
   * @throws UserException when another process writes it, or it cannot be written
   */
  Journal(Path out) {
    path = out.resolve(FILE);
    running = out.resolve(RUNNING);
    try {
      Files.createDirectories(out);
      file = new RandomAccessFile(path.toFile(), "rw");
    } catch (IOException e) {
      throw UserException.cannotWrite(out, e);
    }
    try {
      if (file.getChannel().tryLock() == null) {
        throw inUse(out, null);
      }
      read();
    } catch (OverlappingFileLockException e) {
      throw closing(inUse(out, e));
    } catch (UserException e) {
      throw closing(e);
    } catch (IOException e) {
      throw closing(new UserException("cannot read " + path + ": " + e.getMessage(), e));
    }
  }

  private static UserException inUse(Path out, Exception cause) {
    return new UserException(
        "another `cycleat prepare` is at work in " + out + " (--out): wait for its end", cause);
  }

  private UserException closing(UserException failure) {
    close();
    return failure;
  }

  private void read() throws IOException {
    byte[] block = new byte[1 << 16];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int n = file.read(block); n > 0; n = file.read(block)) {
      int from = 0;
      for (int i = 0; i < n; i++) {
        if (block[i] == '\n') {
          line.write(block, from, i + 1 - from);
          from = i + 1;
          take(line.toByteArray());
          line.reset();
        }
      }
      line.write(block, from, n - from);
    }
    file.setLength(end); // a line without an end was being written when the process died
  }

  private void take(byte[] bytes) {
    Place place = new Place(end, bytes.length);
    end += bytes.length;
    JournalLine.parse(bytes).ifPresent(line -> take(line, place));
  }

  private void take(JournalLine line, Place place) {
    switch (line.kind()) {
      case SETTINGS -> settings = Map.copyOf(line.settings());
      case BEGUN -> open.put(line.path(), line.place());
      case DONE -> {
        done.put(line.path(), place);
        open.remove(line.path());
      }
      case DIED -> countDeaths();
      case STOPPED -> open.clear();
    }
  }

  private void countDeaths() {
    open.forEach(
        (image, at) ->
            deaths.computeIfAbsent(image, name -> new HashMap<>()).merge(at, 1, Integer::sum));
    open.clear();
  }

  /** How often the process has died at one and the same place of this image. */
  int deaths(Source source) {
    return deaths.getOrDefault(source.key(), Map.of()).values().stream()
        .mapToInt(Integer::intValue)
        .max()
        .orElse(0);
  }

  boolean isNew() {
    return settings.isEmpty();
  }

  /**
   * Makes sure that the job is the one that was begun here.
   *
   * @throws UserException that tells the differences
   */
  synchronized void start(Map<String, String> wanted) {
    if (isNew()) {
      append(JournalLine.settings(wanted));
    } else if (!settings.equals(wanted)) {
      TreeSet<String> names = new TreeSet<>(wanted.keySet());
      names.addAll(settings.keySet());
      throw new UserException(
          "%s (--out) was begun with other options (%s): give the same ones or another folder, or begin anew with --overwrite"
              .formatted(
                  path.getParent(),
                  names.stream()
                      .filter(name -> !Objects.equals(settings.get(name), wanted.get(name)))
                      .map(
                          name ->
                              "%s: %s there, %s here"
                                  .formatted(
                                      name,
                                      settings.getOrDefault(name, "none"),
                                      wanted.getOrDefault(name, "none")))
                      .collect(Collectors.joining("; "))));
    }
    if (Files.exists(running)) {
      append(JournalLine.of(JournalLine.Kind.DIED));
      countDeaths();
    } else if (!open.isEmpty()) {
      append(JournalLine.of(JournalLine.Kind.STOPPED));
      open.clear();
    }
    try {
      Files.write(running, new byte[0]);
    } catch (IOException e) {
      throw CropFile.cannotWrite(running, e);
    }
    isRunning = true;
  }

  /** What became of an image, if that is known. */
  synchronized Optional<JournalLine> done(String image) {
    Place place = done.get(image);
    if (place == null) {
      return Optional.empty();
    }
    byte[] bytes = new byte[place.length];
    try {
      file.seek(place.offset);
      file.readFully(bytes);
    } catch (IOException e) {
      throw new UserException("cannot read " + path + ": " + e.getMessage(), e);
    }
    return JournalLine.parse(bytes);
  }

  /** An image is about to be read. */
  void begin(Source source, long place) {
    append(JournalLine.begun(source, place));
  }

  /** An image is done, and its crops are on disk. */
  synchronized void done(Source source, String stamp, Outcome outcome) {
    long offset = end;
    append(JournalLine.done(source, stamp, outcome));
    done.put(source.key(), new Place(offset, (int) (end - offset)));
  }

  private synchronized void append(JournalLine line) {
    byte[] bytes = line.bytes();
    try {
      file.seek(end);
      file.write(bytes);
      end += bytes.length;
    } catch (IOException e) {
      throw CropFile.cannotWrite(path, e);
    }
  }

  /** The crops that are listed here, whatever their job; relative to the output folder. */
  synchronized Iterable<String> crops() {
    return done.keySet().stream()
        .flatMap(image -> done(image).stream())
        .flatMap(line -> line.outcome().crops().stream())
        .map(Crop::file)
        .toList();
  }

  /** Forgets all. */
  synchronized void clear() {
    try {
      file.setLength(0);
    } catch (IOException e) {
      throw CropFile.cannotWrite(path, e);
    }
    end = 0;
    settings = Map.of();
    done.clear();
    deaths.clear();
  }

  @Override
  public void close() {
    try {
      if (isRunning) {
        Files.deleteIfExists(running);
      }
      file.close();
    } catch (IOException e) {
      throw UserException.cannotWrite(path, e);
    }
  }
}
