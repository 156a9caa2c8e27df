package org.cycleat.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.cycleat.UserException;
import org.cycleat.Workers;
import org.cycleat.dataset.Contents;
import org.cycleat.face.FaceInstruments;
import org.cycleat.face.SerialOpenCv;
import org.cycleat.prepare.HandBoxes.HandBox;

/**
 * Prepares a data set: aligned crops in the same folder structure, {@code manifest.csv} beside
 * them, and {@code failed.csv} with what could not be cut and why, in which a person can enter
 * boxes.
 *
 * <p>A job that ended early, in whatever way, goes on where it was; the lists have the same bytes
 * then, on any number of threads. An image during which the process died twice is given up.
 */
public final class Preparation implements AutoCloseable {
  private static final int DEATHS = 2;

  private final Setup setup;
  private final List<Source> sources;
  private final ResultFiles results;
  private final Journal journal;
  private final List<Source> waiting = new ArrayList<>();

  /**
   * What a job does.
   *
   * @param in folder of images
   * @param contents what is in it, and what could not be listed
   * @param cutter how faces are cut out of photographs
   * @param films how they are cut out of films, and which files are films
   * @param settings all that the crops depend on, by name
   */
  public record Setup(
      Path in,
      Contents contents,
      FaceCutter cutter,
      Optional<Films> films,
      Map<String, String> settings) {
    /** A job without films. */
    public Setup(Path in, Contents contents, FaceCutter cutter, Map<String, String> settings) {
      this(in, contents, cutter, Optional.empty(), settings);
    }

    Path out() {
      return cutter.out();
    }
  }

  /** How faces are cut out of films, and whether a file's name says that it is one. */
  public record Films(FilmCutter cutter, Predicate<Path> isFilm) {}

  /** How many images there are, crops of them, and images given up. */
  public record Count(int images, int crops, int failed) {}

  /** What surrounds a run: how many threads, when to stop, and whom to tell of each image. */
  public record Run(int threads, BooleanSupplier isStopped, Runnable afterEach) {}

  /**
   * Opens a job, or begins one.
   *
   * @param boxes found by hand, by path
   * @param overwrite whether what is in the output folder is forgotten, and its crops deleted
   * @throws UserException when the output folder holds something else, is in use, or cannot be
   *     written
   */
  public Preparation(Setup setup, Map<Path, HandBox> boxes, boolean overwrite) {
    this.setup = setup;
    sources = Sources.of(setup.contents(), boxes);
    boolean hasFilms = sources.stream().anyMatch(this::isFilm);
    results =
        new ResultFiles(
            setup.out(), setup.cutter().aligner().framing(), setup.contents().columns(), hasFilms);
    journal = new Journal(setup.out());
    try {
      if (overwrite) {
        clear();
      } else if (journal.isNew() && Files.exists(ResultFiles.manifest(setup.out()))) {
        throw new UserException(
            setup.out()
                + " (--out) holds another data set: give another folder, or replace it with"
                + " --overwrite");
      }
      journal.start(setup.settings());
      sources.stream().filter(source -> !isDone(source)).forEach(waiting::add);
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private boolean isFilm(Source source) {
    return setup.films().stream().anyMatch(films -> films.isFilm().test(source.entry().path()));
  }

  private void clear() {
    try {
      for (String crop : journal.crops()) {
        Files.deleteIfExists(setup.out().resolve(crop));
      }
      Files.deleteIfExists(ResultFiles.manifest(setup.out()));
      Files.deleteIfExists(ResultFiles.failed(setup.out()));
    } catch (IOException e) {
      throw CropFile.cannotWrite(setup.out(), e);
    }
    journal.clear();
  }

  public int size() {
    return sources.size();
  }

  /** How many images are done already. */
  public int done() {
    return sources.size() - waiting.size();
  }

  /** Whether an image is done, was the same file then, and its crops are still there. */
  private boolean isDone(Source source) {
    if (!source.isReadable()) {
      return true;
    }
    Optional<JournalLine> line = journal.done(source.key());
    return line.isPresent()
        && line.get().stamp().equals(source.stamp(setup.in()))
        && source.byHand().stream().allMatch(hand -> hand.box().equals(line.get().box()))
        && line.get().outcome().crops().stream()
            .allMatch(crop -> Files.exists(setup.out().resolve(crop.file())));
  }

  private Outcome outcome(Source source) {
    return source.isReadable()
        ? journal.done(source.key()).orElseThrow().outcome()
        : Outcome.failed(source.entry().problem());
  }

  /**
   * Cuts all images that are not done, and writes the lists. An image that fails is recorded and
   * the rest goes on.
   *
   * @param finders opens the models for each thread
   * @return empty when it was stopped before the end
   * @throws UserException when the models or the output folder fail, or a box cannot be
   */
  public Optional<Count> run(Run run, Supplier<FaceInstruments> finders) {
    SerialOpenCv.during(() -> cutWaiting(run, finders));
    if (run.isStopped.getAsBoolean()) {
      return Optional.empty();
    }
    Map<String, String> subjects =
        CropSubjects.of(setup.out(), sources, this::outcome, run.isStopped);
    if (run.isStopped.getAsBoolean()) {
      return Optional.empty();
    }
    return Optional.of(results.write(sources, this::outcome, subjects));
  }

  private void cutWaiting(Run run, Supplier<FaceInstruments> finders) {
    // What was being read when a process died comes first and alone: if it dies again, it is known
    // through which image.
    List<Source> suspects = waiting.stream().filter(source -> journal.deaths(source) > 0).toList();
    cut(suspects, 1, run, finders);
    List<Source> others = new ArrayList<>(waiting);
    others.removeAll(suspects);
    cut(others, Math.min(run.threads, Math.max(1, others.size())), run, finders);
  }

  private void cut(List<Source> batch, int threads, Run run, Supplier<FaceInstruments> finders) {
    if (batch.isEmpty()) {
      return;
    }
    AtomicInteger next = new AtomicInteger();
    Callable<Void> worker =
        () -> {
          try (FaceInstruments finder = finders.get()) {
            for (int i = next.getAndIncrement();
                i < batch.size() && !run.isStopped.getAsBoolean();
                i = next.getAndIncrement()) {
              cut(batch.get(i), finder, run);
            }
            return null;
          }
        };
    Workers.run(threads, "preparing images", worker);
  }

  private void cut(Source source, FaceInstruments finder, Run run) {
    String stamp = source.stamp(setup.in());
    if (journal.deaths(source) >= DEATHS) {
      journal.done(source, stamp, Outcome.failed("the program ended while reading it"));
    } else {
      try {
        journal.done(source, stamp, read(source, finder, run));
      } catch (FilmCutter.Stopped e) {
        return;
      }
    }
    run.afterEach.run();
  }

  private Outcome read(Source source, FaceInstruments finder, Run run) {
    journal.begin(source, 0);
    try {
      return isFilm(source)
          ? setup.films().get().cutter().cut(setup.in(), source, finder, watch(source, run))
          : Outcome.of(setup.cutter().cut(setup.in(), source, finder));
    } catch (StoppingException | FilmCutter.Stopped e) {
      throw e;
    } catch (UserException e) {
      return Outcome.failed(e.getMessage());
    } catch (OutOfMemoryError e) {
      return Outcome.failed("too little memory for it: " + e.getMessage());
    } catch (RuntimeException e) { // OpenCV's exceptions, over one image, must not end the run
      return Outcome.failed(
          String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()));
    }
  }

  private FilmCutter.Watch watch(Source source, Run run) {
    return new FilmCutter.Watch() {
      @Override
      public void begin(long frame) {
        journal.begin(source, frame);
      }

      @Override
      public boolean isStopped() {
        return run.isStopped.getAsBoolean();
      }
    };
  }

  @Override
  public void close() {
    journal.close();
  }
}
