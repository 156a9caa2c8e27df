package org.cycleat.face.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cycleat.Sha256;
import org.cycleat.UserException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDownloadTest {
  private static final ModelDownload IMPATIENT =
      new ModelDownload(3, Duration.ofMillis(5), Duration.ofMillis(700));

  @TempDir Path folder;
  private final byte[] content = new byte[200_000];
  private final List<Long> progress = new ArrayList<>();
  private FileServer server;

  @BeforeEach
  void serve() throws IOException {
    new Random(7).nextBytes(content);
    server = new FileServer(content);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private FaceModel.Published published(URI address) throws IOException {
    String digest = Sha256.of(new ByteArrayInputStream(content));
    return new FaceModel.Published("m.onnx", address, content.length, digest);
  }

  private Path fetch(URI address) throws IOException {
    return IMPATIENT.fetch(published(address), folder.resolve("cache"), progress::add);
  }

  private Path fetch() throws IOException {
    return fetch(server.address("/file/m.onnx"));
  }

  private void assertFetched(Path file) throws IOException {
    assertEquals(folder.resolve("cache/m.onnx"), file);
    assertArrayEquals(content, Files.readAllBytes(file));
    assertEquals(List.of("m.onnx"), filesInCache(), "no part is left");
    assertEquals(content.length, progress.get(progress.size() - 1));
  }

  private List<String> filesInCache() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String assertMistake(URI address) {
    UserException e = assertThrows(UserException.class, () -> fetch(address));
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    assertTrue(e.getMessage().contains(address.toString()), e.getMessage());
    return e.getMessage();
  }

  @Test
  void aFileArrivesWhole() throws IOException {
    assertFetched(fetch());
    assertEquals(List.of("-"), server.requests());
  }

  @Test
  void redirectsAreFollowed() throws IOException {
    assertFetched(fetch(server.address("/moved/m.onnx")));
  }

  @Test
  void aCutConnectionIsContinuedWhereItBrokeOff() throws IOException {
    server.cut(1, 120_000);
    assertFetched(fetch());
    assertEquals(2, server.requests().size());
    String second = server.requests().get(1);
    assertTrue(second.matches("bytes=[1-9]\\d*- \"v1\""), second);
  }

  @Test
  void aLaterRunContinuesToo() throws IOException {
    server.cut(3, 30_000);
    String message = assertMistake(server.address("/file/m.onnx"));
    assertTrue(message.contains("broke off after") && message.contains("3 attempts"), message);
    assertEquals(List.of("m.onnx.part", "m.onnx.part.etag"), filesInCache());
    assertFetched(fetch());
    assertTrue(server.requests().get(3).startsWith("bytes="), server.requests().toString());
  }

  @Test
  void aServerThatIgnoresRangesBeginsAnew() throws IOException {
    server.cut(1, 120_000);
    server.ignoreRanges();
    assertFetched(fetch());
  }

  @Test
  void anotherVersionBeginsAnew() throws IOException {
    Path part = Files.createDirectories(folder.resolve("cache")).resolve("m.onnx.part");
    Files.write(part, new byte[1000]);
    Files.writeString(folder.resolve("cache/m.onnx.part.etag"), "\"v0\"");
    assertFetched(fetch());
    assertEquals(List.of("bytes=1000- \"v0\""), server.requests());
  }

  @Test
  void aBodyWithoutLengthMayBreakOffToo() throws IOException {
    server.omitLength();
    server.version("W/\"weak\"");
    server.cut(1, 50_000);
    assertFetched(fetch());
    assertTrue(server.requests().get(1).endsWith(" null"), server.requests().toString());
  }

  @Test
  void aSilentServerIsGivenUp() throws IOException {
    server.cut(1, 0);
    assertFetched(fetch());
    assertEquals(2, server.requests().size());
  }

  @Test
  void whatIsAlreadyThereIsOnlyChecked() throws IOException {
    Files.createDirectories(folder.resolve("cache"));
    Files.write(folder.resolve("cache/m.onnx.part"), content);
    assertFetched(fetch());
    assertEquals(List.of(), server.requests());
  }

  @Test
  void aWrongDigestIsRefusedAndDeleted() throws IOException {
    content[content.length - 1] ^= 1;
    String message = assertMistake(server.address("/file/m.onnx"));
    assertTrue(message.contains("expected SHA-256"), message);
    assertEquals(List.of(), filesInCache());
  }

  @Test
  void anotherSizeIsRefusedAtOnce() throws IOException {
    byte[] longer = Arrays.copyOf(content, content.length + 1);
    for (boolean saysLength : new boolean[] {true, false}) {
      try (FileServer other = new FileServer(longer)) {
        if (!saysLength) {
          other.omitLength();
        }
        String message = assertMistake(other.address("/file/m.onnx"));
        assertTrue(message.contains("expected 200000 bytes"), message);
      }
      assertFalse(Files.exists(folder.resolve("cache/m.onnx.part")));
    }
  }

  @Test
  void statusCodesAreToldAndOnlyPassingOnesTriedAgain() throws IOException {
    server.status(404);
    assertTrue(assertMistake(server.address("/file/m.onnx")).contains("HTTP status 404"));
    assertEquals(1, server.requests().size());
    server.status(503);
    assertTrue(assertMistake(server.address("/file/m.onnx")).contains("HTTP status 503"));
    assertEquals(4, server.requests().size());
  }

  @Test
  void aRefusedConnectionIsTold() {
    URI address = server.address("/file/m.onnx");
    server.close();
    assertTrue(assertMistake(address).contains("refused"));
  }

  @Test
  void aFullDiskIsTold() throws IOException {
    Path full = Path.of("/dev/full"); // a device of Linux on which there is never any room
    assumeTrue(Files.isWritable(full));
    Files.createDirectories(folder.resolve("cache"));
    Files.createSymbolicLink(folder.resolve("cache/m.onnx.part"), full);
    UserException e = assertThrows(UserException.class, this::fetch);
    assertTrue(
        e.getMessage().contains("m.onnx: no space left on device; make room"), e.getMessage());
    assertEquals(1, server.requests().size());
    assertEquals(List.of(), progress);
  }

  @Test
  void aFolderThatCannotBeIsTold() throws IOException {
    Files.writeString(folder.resolve("cache"), "in the way");
    UserException e = assertThrows(UserException.class, this::fetch);
    Path cache = folder.resolve("cache");
    assertEquals(
        "cannot write %s: %s is in the way, expected a folder"
            .formatted(cache.resolve("m.onnx"), cache),
        e.getMessage());
  }
}
