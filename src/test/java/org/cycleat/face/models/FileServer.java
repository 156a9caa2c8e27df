package org.cycleat.face.models;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on the loopback interface that serves one file as well or as badly as a test wants. */
public final class FileServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final byte[] content;
  private final List<String> ranges = new CopyOnWriteArrayList<>();

  /** How many of the next answers break off, and after how many bytes. */
  private final AtomicInteger cuts = new AtomicInteger();

  private volatile int cutAfter;
  private volatile String version = "\"v1\"";
  private volatile boolean ignoresRanges;
  private volatile boolean saysLength = true;
  private volatile int status = 200;

  public FileServer(byte[] content) throws IOException {
    this.content = content.clone();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/file", this::serve);
    server.createContext("/moved", FileServer::redirect);
    server.start();
  }

  public URI address(String path) {
    return URI.create(
        "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port() + path);
  }

  int port() {
    return server.getAddress().getPort();
  }

  void cut(int times, int afterBytes) {
    cuts.set(times);
    cutAfter = afterBytes;
  }

  void version(String entityTag) {
    version = entityTag;
  }

  void ignoreRanges() {
    ignoresRanges = true;
  }

  void omitLength() {
    saysLength = false;
  }

  public void status(int code) {
    status = code;
  }

  /** The requests so far, each with its Range and If-Range, or "-" for the whole. */
  List<String> requests() {
    return new ArrayList<>(ranges);
  }

  /** How many requests there were, redirected ones once. */
  public int requestCount() {
    return ranges.size();
  }

  private static void redirect(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replace("/moved", "/file");
    exchange.getResponseHeaders().set("Location", path);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
    ranges.add(range == null ? "-" : range + " " + ifRange);
    if (status != 200) {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("ETag", version);
    boolean partial =
        range != null && !ignoresRanges && (ifRange == null || ifRange.equals(version));
    int from = partial ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
    if (partial) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%1$d".formatted(from, content.length - 1));
    }
    byte[] body = Arrays.copyOfRange(content, from, content.length);
    exchange.sendResponseHeaders(partial ? 206 : 200, saysLength ? body.length : 0);
    if (cuts.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      exchange.getResponseBody().write(body, 0, cutAfter);
      exchange.getResponseBody().flush();
      if (cutAfter == 0) {
        silence();
      }
    } else {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static void silence() {
    try {
      Thread.sleep(3_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
