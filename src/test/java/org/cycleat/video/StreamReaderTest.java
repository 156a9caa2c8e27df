package org.cycleat.video;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cycleat.UserException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StreamReaderTest {
  private static final Duration SHORT = Duration.ofSeconds(2);

  @TempDir Path folder;
  private final LoopbackServer server = new LoopbackServer();

  @AfterEach
  void close() {
    server.close();
  }

  private byte[] film() throws IOException {
    return Files.readAllBytes(
        TestFilms.write(folder.resolve("film.mp4"), 64, 48, TestFilms.steady(40, 25)));
  }

  private static String refusal(String address) {
    UserException e =
        assertThrows(UserException.class, () -> StreamReader.open(address, SHORT).close());
    assertEquals(1, e.getMessage().lines().count());
    return e.getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "http://a/b.mp4, true", "RTSP://camera, true", "udp://@239.0.0.1:1234, true",
    "file:///etc/passwd, false", "concat:http://a, false", "ftp://a/b.mp4, false",
    "photo.jpg, false", "holiday: http://a, false"
  })
  void onlyAddressesOfVideoAreTaken(String given, boolean isAddress) {
    assertEquals(isAddress, StreamReader.isAddress(given));
  }

  @Test
  void aFilmAtAnAddressIsReadAsTheFile() throws IOException {
    String address = server.serve("/a/film.mp4", film());
    try (StreamReader reader = StreamReader.open(address);
        VideoReader file = VideoReader.open(folder.resolve("film.mp4"))) {
      assertFalse(reader.isLive());
      assertEquals(file.format(), reader.format());
      assertEquals(TestFilms.read(file), TestFilms.read(reader));
    }
  }

  /** Its clock begins anywhere; its times do at its first picture. */
  @Test
  void aStreamWithoutLengthIsLive() throws IOException {
    Path file = folder.resolve("film.ts");
    TestFilms.withTone(file, "mpegts", AV_CODEC_ID_MPEG4, AV_CODEC_ID_AAC);
    byte[] bytes = Files.readAllBytes(file);
    String address = server.serveStart("/live", bytes, bytes.length, true);
    List<TestFilms.Seen> seen = new ArrayList<>();
    try (StreamReader reader = StreamReader.open(address, SHORT)) {
      assertTrue(reader.isLive());
      // It ends only when nothing comes any more, and says so.
      UserException e = assertThrows(UserException.class, () -> TestFilms.readInto(reader, seen));
      assertTrue(e.getMessage().contains("nothing came for 2 s"), e.getMessage());
    }
    assertTrue(seen.size() > 40, seen.size() + " pictures");
    assertEquals(0, seen.get(0).timeMicros());
    assertEquals(40_000, seen.get(1).timeMicros());
  }

  /** What a stream waits for in vain, it gives up when it is asked to, without an error. */
  @Test
  void waitingEndsWhenItIsAskedTo() throws IOException {
    Path file = folder.resolve("film.ts");
    TestFilms.withTone(file, "mpegts", AV_CODEC_ID_MPEG4, AV_CODEC_ID_AAC);
    byte[] bytes = Files.readAllBytes(file);
    String address = server.serveStart("/live", bytes, bytes.length, true);
    try (StreamReader reader = StreamReader.open(address)) { // would wait 15 s
      long[] pictures = {0};
      reader.endWhen(() -> pictures[0] >= 10);
      for (Optional<VideoFrame> next = reader.next(); next.isPresent(); next = reader.next()) {
        pictures[0]++;
        next.get().close();
      }
      assertTrue(pictures[0] >= 10);
    }
  }

  @Test
  void aFilmThatBreaksOffIsReadAsFarAsItGoes() throws IOException {
    byte[] film = film();
    String address = server.serveStart("/cut.mp4", film, film.length * 3 / 4, false);
    List<TestFilms.Seen> seen = new ArrayList<>();
    UserException e =
        assertThrows(
            UserException.class,
            () -> {
              try (StreamReader reader = StreamReader.open(address, SHORT)) {
                TestFilms.readInto(reader, seen);
              }
            });
    assertTrue(e.getMessage().startsWith("cannot read " + address), e.getMessage());
  }

  /** As most cameras and phones write films: what a server without ranges cannot give. */
  @Test
  void aFilmWhoseIndexIsAtItsEndNeedsAServerThatSendsParts() throws IOException {
    Path file = folder.resolve("tone.mp4");
    TestFilms.withTone(file, "mp4", AV_CODEC_ID_MPEG4, AV_CODEC_ID_AAC);
    byte[] small = Files.readAllBytes(file);
    int index = TestFilms.contentOf("moov", small) - 8;
    assertTrue(TestFilms.contentOf("mdat", small) < index, "the index is last");
    int room = 1 << 20; // further than what FFmpeg keeps of what it has read
    byte[] film =
        ByteBuffer.allocate(small.length + room)
            .put(small, 0, index)
            .putInt(room)
            .put("free".getBytes(UTF_8))
            .position(index + room)
            .put(small, index, small.length - index)
            .array();
    try (StreamReader reader = StreamReader.open(server.serve("/tone.mp4", film), SHORT)) {
      assertFalse(TestFilms.read(reader).isEmpty());
    }
    String address = server.serveStart("/whole.mp4", film, film.length, false);
    String message = refusal(address);
    assertTrue(message.contains(": its index is at its end"), message);
  }

  @Test
  void whoDoesNotAnswerIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "http://anna:secret@127.0.0.1:" + silent.getLocalPort() + "/film.mp4";
      String message = refusal(address);
      assertTrue(message.endsWith(": nothing came for 2 s"), message);
      assertFalse(message.contains("secret"), message);
    }
    assertTrue(refusal("tcp://127.0.0.1:1").contains("refused"), "nobody listens");
    assertTrue(refusal(server.address("/nothing.mp4")).contains("404"));
  }

  @Test
  void theServerMaySendUsToAnotherAddressButNotToAFile() throws IOException {
    server.serve("/film.mp4", film());
    String moved = server.redirect("/moved", server.address("/film.mp4"));
    try (StreamReader reader = StreamReader.open(moved)) {
      assertEquals(40, TestFilms.read(reader).size());
    }
    refusal(server.redirect("/stolen", "file://" + folder.resolve("film.mp4")));
  }

  /** Lists of addresses, which name one of the server's. */
  private static String list(String kind, String address) {
    return switch (kind) {
      case "m3u8" ->
          "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n" + address + "\n#EXT-X-ENDLIST\n";
      case "ffconcat" -> "ffconcat version 1.0\nfile '" + address + "'\n";
      case "mpd" ->
          "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\">"
              + "<Period><AdaptationSet mimeType=\"video/mp4\"><Representation id=\"1\"><BaseURL>"
              + address
              + "</BaseURL></Representation></AdaptationSet></Period></MPD>";
      case "sdp" ->
          "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
              + "m=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\na=control:"
              + address
              + "\n";
      default -> throw new AssertionError(kind);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"m3u8", "ffconcat", "mpd", "sdp"})
  void noListOpensAnything(String kind) throws IOException {
    String inner = server.serve("/inner.mp4", film());
    for (String name : List.of("list." + kind, "list.mp4", "list")) {
      Path file = Files.writeString(folder.resolve(name), list(kind, inner));
      assertThrows(UserException.class, () -> VideoReader.open(file));
    }
    assertEquals(List.of(), server.asked(), "a list in a file");
    String file = "file://" + folder.resolve("film.mp4");
    refusal(server.serve("/outer." + kind, list(kind, inner).getBytes(UTF_8)));
    refusal(server.serve("/local." + kind, list(kind, file).getBytes(UTF_8)));
    assertFalse(server.asked().contains("/inner.mp4"), server.asked().toString());
  }
}
