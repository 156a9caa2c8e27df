package org.cycleat.video;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on this machine alone, which remembers what it was asked for. */
public final class LoopbackServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> files = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  public LoopbackServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Puts a file there, and gives its address. */
  public String serve(String path, byte[] content) {
    files.put(path, content);
    return address(path);
  }

  /** An address that leads to another. */
  String redirect(String path, String location) {
    server.createContext(
        path,
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          exchange.getResponseHeaders().add("Location", location);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    return address(path);
  }

  /** An address that promises a file, sends its beginning, and then breaks off or stalls. */
  String serveStart(String path, byte[] content, int sent, boolean stalls) {
    server.createContext(
        path,
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(200, stalls ? 0 : content.length);
          exchange.getResponseBody().write(content, 0, sent);
          exchange.getResponseBody().flush();
          if (stalls) {
            awaitClosing();
          }
          exchange.close();
        });
    return address(path);
  }

  public String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** The paths that were asked for, in their order. */
  List<String> asked() {
    return asked;
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    byte[] content = files.get(path);
    if (content == null) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-.*", "$1"));
    exchange.getResponseHeaders().add("Accept-Ranges", "bytes");
    exchange
        .getResponseHeaders()
        .add("Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
    try {
      exchange.getResponseBody().write(Arrays.copyOfRange(content, from, content.length));
    } finally { // who seeks hangs up
      exchange.close();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
