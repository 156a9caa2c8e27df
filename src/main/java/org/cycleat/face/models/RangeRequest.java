package org.cycleat.face.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.cycleat.UserException;

/**
 * One request for what is missing of a file (RFC 9110, section 14).
 *
 * @param patience how long the server may be silent
 */
record RangeRequest(HttpClient client, FaceModel.Published file, PartFile part, Duration patience) {
  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Appends what is missing; with a server that ignores ranges, or has another version, the part
   * begins anew. Nothing is asked when nothing is missing.
   *
   * @throws ConnectionException when trying again may help
   * @throws UserException when it cannot, as the file is not there or not the one expected
   * @throws IOException when the part cannot be written
   */
  void send(LongConsumer progress) throws IOException {
    if (part.size() > file.bytes()) {
      part.delete();
    }
    long there = part.size();
    if (there == file.bytes()) {
      progress.accept(there);
      return;
    }
    HttpResponse<InputStream> response = ask(there);
    try (InputStream body = response.body();
        Watch watch = new Watch(body, patience)) {
      receive(response, there, watch, progress);
    }
  }

  private HttpResponse<InputStream> ask(long there) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(file.address()).timeout(patience);
    if (there > 0) {
      request.header("Range", "bytes=" + there + "-");
      part.version().ifPresent(version -> request.header("If-Range", version));
    }
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw failed(reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("interrupted while downloading " + file.address(), e);
    }
  }

  /** The client's exceptions of failed connections have no message. */
  private static String reason(IOException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException) {
        return "no such host is known";
      }
    }
    if (failure instanceof ConnectException && failure.getMessage() == null) {
      return "the connection was refused";
    }
    return String.valueOf(failure.getMessage());
  }

  private void receive(
      HttpResponse<InputStream> response, long there, Watch watch, LongConsumer progress)
      throws IOException {
    int status = response.statusCode();
    OptionalLong length = response.headers().firstValueAsLong("Content-Length");
    Optional<String> range = response.headers().firstValue("Content-Range");
    if (status == 206 && range.orElse("").startsWith("bytes " + there + "-")) {
      requireSize(there, length);
      append(there, watch, progress);
    } else if (status == 200) {
      requireSize(0, length);
      part.note(response.headers().firstValue("ETag"));
      append(0, watch, progress);
    } else if (status == 206 || status == 416) { // not the range that was asked for
      part.delete();
      throw failed("the server gave another part than asked for", null);
    } else if (status >= 500 || status == 408 || status == 429) {
      throw failed("HTTP status " + status, null);
    } else {
      throw new UserException(
          "cannot download "
              + file.address()
              + ": HTTP status "
              + status
              + "; name another address with --from, or put "
              + file.name()
              + " into the folder yourself");
    }
  }

  private void append(long there, Watch watch, LongConsumer progress) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = there;
    try (OutputStream out = part.open(there)) {
      for (int n = read(watch, buffer, size); n >= 0; n = read(watch, buffer, size)) {
        size += n;
        if (size > file.bytes()) {
          throw otherSize(size);
        }
        out.write(buffer, 0, n);
        progress.accept(size);
      }
    }
    if (size < file.bytes()) { // a body without a length can end at any time
      throw brokeOff(size, null);
    }
  }

  /** Refuses another file, where that can be told before its digest is known. */
  private void requireSize(long there, OptionalLong length) throws IOException {
    if (length.isPresent() && there + length.getAsLong() != file.bytes()) {
      throw otherSize(there + length.getAsLong());
    }
  }

  private UserException otherSize(long found) throws IOException {
    part.delete();
    return new UserException(
        String.format(
            Locale.ROOT,
            "%s is not the published file: expected %d bytes, found %d; name another address with"
                + " --from",
            file.address(),
            file.bytes(),
            found));
  }

  private int read(Watch watch, byte[] buffer, long size) throws ConnectionException {
    try {
      return watch.read(buffer);
    } catch (IOException e) {
      throw brokeOff(size, e);
    }
  }

  private ConnectionException brokeOff(long size, Throwable cause) {
    return failed("the connection broke off after " + size + " bytes", cause);
  }

  private ConnectionException failed(String reason, Throwable cause) {
    return new ConnectionException("cannot download " + file.address() + ": " + reason, cause);
  }
}
