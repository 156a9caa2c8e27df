package org.cycleat.face.models;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Ends the reading of a body that does not come: the client's own timeout ends with its header. */
final class Watch implements AutoCloseable {
  private final InputStream body;
  private final Duration patience;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "download watch");
            thread.setDaemon(true);
            return thread;
          });

  Watch(InputStream body, Duration patience) {
    this.body = body;
    this.patience = patience;
  }

  /** As {@link InputStream#read(byte[])}, with an IOException after too long a silence. */
  int read(byte[] buffer) throws IOException {
    ScheduledFuture<?> alarm =
        clock.schedule(this::hangUp, patience.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return body.read(buffer);
    } finally {
      alarm.cancel(false);
    }
  }

  private void hangUp() {
    try {
      body.close();
    } catch (IOException e) {
      // the reader sees a closed stream either way
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
