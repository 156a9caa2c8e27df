package org.cycleat.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.Workers;
import org.cycleat.face.SerialOpenCv;

/**
 * Takes pictures through reading, detection, recognition and use, each step at work on later
 * pictures while the next one is at work on earlier ones. Pictures travel in groups, whose faces
 * the network takes as one batch, and arrive in their order.
 */
final class Pipeline {

  /** How many pictures are on their way at once: memory and delay against speed. */
  enum Width {
    /** Each picture as soon as it is there. */
    LIVE(1, 2),
    /** Few, as photographs may be large. */
    PHOTOGRAPHS(4, 2),
    FILM(8, 3);

    private final int group;
    private final int groups;

    Width(int group, int groups) {
      this.group = group;
      this.groups = groups;
    }
  }

  /**
   * A picture to come.
   *
   * @param origin what it is called further on
   * @param load reads it, in one of several threads; the pipeline closes it
   */
  record Task<T>(T origin, Callable<Mat> load) {}

  /** Where pictures come from. */
  interface Feed<T> {
    Optional<Task<T>> next();
  }

  /** Where they go, in their order and in one thread. */
  interface Sink<T> {
    void accept(T origin, Mat bgr, List<Face> faces);

    /** A picture could not be loaded or searched. */
    void failed(T origin, UserException reason);
  }

  private record Found(Mat bgr, List<FaceBatch.Input> inputs) {}

  private record Pending<T>(T origin, Future<Found> found) {}

  /** What was found, or the reason why nothing was. */
  private record Arrival<T>(T origin, Found found, UserException failure) {}

  private final FaceBatch batch;
  private final Function<Mat, List<FaceBatch.Input>> finder;

  Pipeline(FaceBatch batch, Function<Mat, List<FaceBatch.Input>> finder) {
    this.batch = batch;
    this.finder = finder;
  }

  /**
   * Takes every picture from the feed to the sink.
   *
   * @throws RuntimeException what the feed or the sink throws; what is on its way then is lost when
   *     it was the sink, and arrives when it was the feed
   */
  <T> void run(Width width, Feed<T> feed, Sink<T> sink) {
    Run<T> run = new Run<>(width, feed, sink);
    if (width == Width.LIVE) { // one picture at a time: OpenCV's threads share it
      run.run();
    } else {
      SerialOpenCv.during(run::run);
    }
  }

  private final class Run<T> {
    private final Width width;
    private final Feed<T> feed;
    private final Sink<T> sink;
    private final Semaphore room;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final ExecutorService finding =
        Executors.newFixedThreadPool(Workers.perCore(Integer.MAX_VALUE));
    private final ExecutorService recognizing = Executors.newSingleThreadExecutor();
    private final ExecutorService using = Executors.newSingleThreadExecutor();

    Run(Width width, Feed<T> feed, Sink<T> sink) {
      this.width = width;
      this.feed = feed;
      this.sink = sink;
      this.room = new Semaphore(width.groups);
    }

    void run() {
      try {
        boolean isMore = true;
        while (isMore && failure.get() == null) {
          room.acquireUninterruptibly();
          List<Pending<T>> group = new ArrayList<>();
          try {
            isMore = fill(group);
          } finally { // whatever the feed threw, what it gave before arrives
            recognizing.execute(() -> recognize(group));
          }
        }
      } finally {
        finish();
      }
      rethrow();
    }

    /** Starts work on the next group; false when the feed has come to its end. */
    private boolean fill(List<Pending<T>> group) {
      while (group.size() < width.group) {
        Optional<Task<T>> task = feed.next();
        if (task.isEmpty()) {
          return false;
        }
        Future<Found> found = finding.submit(() -> find(task.get().load));
        group.add(new Pending<>(task.get().origin, found));
      }
      return true;
    }

    private Found find(Callable<Mat> load) throws Exception {
      Mat bgr = load.call();
      try {
        return new Found(bgr, finder.apply(bgr));
      } catch (RuntimeException | Error e) {
        bgr.close();
        throw e;
      }
    }

    private void recognize(List<Pending<T>> group) {
      List<Arrival<T>> arrivals = new ArrayList<>();
      try {
        group.forEach(pending -> arrivals.add(await(pending)));
        List<FaceBatch.Input> inputs = new ArrayList<>();
        arrivals.forEach(arrival -> inputs.addAll(inputsOf(arrival)));
        List<Face> faces = failure.get() == null ? batch.recognize(inputs) : List.of();
        using.execute(() -> use(arrivals, faces));
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
        using.execute(() -> use(arrivals, List.of()));
      }
    }

    private Arrival<T> await(Pending<T> pending) {
      try {
        return new Arrival<>(pending.origin, pending.found.get(), null);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) { // such as out of memory
          failure.compareAndSet(null, error);
        }
        return new Arrival<>(pending.origin, null, reason(e.getCause()));
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted while waiting for faces", e);
      }
    }

    private List<FaceBatch.Input> inputsOf(Arrival<T> arrival) {
      return arrival.found == null ? List.of() : arrival.found.inputs;
    }

    private void use(List<Arrival<T>> arrivals, List<Face> faces) {
      int first = 0;
      for (Arrival<T> arrival : arrivals) {
        int count = inputsOf(arrival).size();
        try {
          if (failure.get() == null) {
            handOver(arrival, faces.subList(first, first + count));
          }
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        } finally {
          if (arrival.found != null) {
            arrival.found.bgr.close();
          }
        }
        first += count;
      }
      room.release();
    }

    private void handOver(Arrival<T> arrival, List<Face> faces) {
      if (arrival.failure == null) {
        sink.accept(arrival.origin, arrival.found.bgr, faces);
      } else {
        sink.failed(arrival.origin, arrival.failure);
      }
    }

    /** Waits until all that is on its way has arrived, in the order of the steps. */
    private void finish() {
      room.acquireUninterruptibly(width.groups);
      finding.shutdown();
      recognizing.shutdown();
      using.shutdown();
    }

    private void rethrow() {
      if (failure.get() instanceof RuntimeException e) {
        throw e;
      }
      if (failure.get() instanceof Error e) {
        throw e;
      }
    }
  }

  /** One line for what befell one picture; OpenCV's exceptions over it must not end the rest. */
  private static UserException reason(Throwable cause) {
    if (cause instanceof UserException reason) {
      return reason;
    }
    String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
    return new UserException(line, cause);
  }
}
