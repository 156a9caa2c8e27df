package org.cycleat.face.models;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.cycleat.Sha256;
import org.cycleat.UserException;
import org.cycleat.WholeFile;

/**
 * Fetches a published file into a folder. What has arrived stays in NAME.part, from which a later
 * attempt or a later run goes on; only what has the published size and digest becomes NAME.
 *
 * @param attempts how often a connection that fails is tried
 * @param pause before the second attempt; it doubles with each
 * @param patience how long a server may be silent
 */
public record ModelDownload(int attempts, Duration pause, Duration patience) {
  private static final Duration CONNECT = Duration.ofSeconds(20);

  /** For people at a keyboard: gives up after seconds where nothing answers. */
  public static final ModelDownload DEFAULT =
      new ModelDownload(4, Duration.ofSeconds(1), Duration.ofSeconds(30));

  /**
   * Fetches the file.
   *
   * @param folder is made where it is missing
   * @param progress is told the bytes that are there, now and then
   * @return the file
   * @throws UserException when it cannot be had or written, or is not the published file
   */
  public Path fetch(FaceModel.Published file, Path folder, LongConsumer progress) {
    PartFile part = new PartFile(folder.resolve(file.name() + ".part"));
    try {
      Files.createDirectories(folder);
      HttpClient client =
          HttpClient.newBuilder().followRedirects(Redirect.NORMAL).connectTimeout(CONNECT).build();
      complete(new RangeRequest(client, file, part, patience), progress);
      requireDigest(file, part);
      Path target = folder.resolve(file.name());
      WholeFile.move(part.file(), target);
      part.delete();
      return target;
    } catch (IOException e) {
      throw UserException.cannotWrite(folder.resolve(file.name()), e);
    }
  }

  /** Asks again, from where it broke off, as long as there are attempts left. */
  private void complete(RangeRequest request, LongConsumer progress) throws IOException {
    Duration wait = pause;
    for (int attempt = 1; ; attempt++) {
      try {
        request.send(progress);
        return;
      } catch (ConnectionException e) {
        if (attempt == attempts) {
          throw new UserException(
              e.getMessage()
                  + " ("
                  + attempts
                  + " attempts); try again later, which goes on from what has arrived, or name"
                  + " another address with --from",
              e);
        }
      }
      sleep(wait);
      wait = wait.multipliedBy(2);
    }
  }

  private static void requireDigest(FaceModel.Published file, PartFile part) throws IOException {
    String found;
    try (InputStream in = Files.newInputStream(part.file())) {
      found = Sha256.of(in);
    }
    if (!found.equals(file.sha256())) {
      part.delete();
      throw new UserException(
          file.address()
              + " is not the published file: expected SHA-256 "
              + file.sha256()
              + ", found "
              + found
              + "; it was deleted, name another address with --from");
    }
  }

  private static void sleep(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("interrupted while downloading", e);
    }
  }
}
