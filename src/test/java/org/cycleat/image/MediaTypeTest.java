package org.cycleat.image;

import static org.cycleat.image.MediaType.IMAGE;
import static org.cycleat.image.MediaType.OTHER;
import static org.cycleat.image.MediaType.VIDEO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
  @TempDir Path folder;

  private static MediaType of(String latin1) {
    return MediaType.of(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void everyFileThatIsReadIsAnImage() {
    for (byte[] file : SmallImages.all()) {
      assertEquals(IMAGE, MediaType.of(file));
      assertEquals(IMAGE, MediaType.of(Arrays.copyOf(file, 12)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"avif", "avis", "heic", "heix", "mif1", "msf1"})
  void theMajorBrandTellsPicturesFromFilms(String brand) {
    assertEquals(IMAGE, of("\0\0\0\30ftyp" + brand + "\0\0\0\0isom"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"isom", "mp42", "qt  ", "3gp4", "M4V "})
  void otherBrandsAreFilms(String brand) {
    assertEquals(VIDEO, of("\0\0\0\34ftyp" + brand + "\0\0\0\0heicmif1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001aE\u00df\u00a3\u0001",
        "0&\u00b2u\u008ef\u00cf\u0011\u00a6\u00d9",
        "FLV\u0001\u0005",
        "OggS\0",
        "YUV4MPEG2 W8",
        "\0\0\u0001\u00ba!",
        "\0\0\u0001\u00b3!",
        "\0\0\0\u0001gd",
        "\0\0\0\u0001\u0006\u0005",
        "\0\0\u0001\u0009\u0010",
        "\0\0\0\u0001@\u0001\u000c",
        "RIFF\0\0\0\0AVI LIST",
        "\0\0\0\u0008wide\0\0",
        "\0\0\u0001\0moov",
        "\0\0\0\u0001mdat"
      })
  void filmsByTheirFirstBytes(String start) {
    assertEquals(VIDEO, of(start));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "B",
        "\u00ff",
        "\u00ff\u00d8",
        "GIF",
        "BM",
        "BMW and other makes of cars",
        "RIFF\0\0\0\0WAVEfmt ",
        "RIFF",
        "moov",
        "path,label\na.jpg,HA\n",
        "{\"faces\": []}",
        "%PDF-1.7",
        "PK\u0003\u0004",
        "Gold, silver and bronze",
        "II"
      })
  void allElseIsNeither(String start) {
    assertEquals(OTHER, of(start));
  }

  @Test
  void aTransportStreamHasASyncByteInEachPacket() {
    byte[] packets = new byte[188 * 2];
    packets[0] = 0x47;
    assertEquals(OTHER, MediaType.of(packets));
    packets[188] = 0x47;
    assertEquals(VIDEO, MediaType.of(packets));
    assertEquals(OTHER, MediaType.of(Arrays.copyOf(packets, 188)));
    byte[] timed = new byte[192 * 2];
    timed[4] = 0x47;
    timed[4 + 192] = 0x47;
    assertEquals(VIDEO, MediaType.of(timed));
  }

  @Test
  void theNameSaysNothing() throws IOException {
    Path image = folder.resolve("film.mp4");
    Files.write(image, SmallImages.all().get(0));
    assertEquals(IMAGE, MediaType.of(image));
    Path text = Files.writeString(folder.resolve("photo.jpg"), "dear diary");
    assertEquals(OTHER, MediaType.of(text));
    assertEquals(OTHER, MediaType.of(Files.createFile(folder.resolve("empty.png"))));
    assertThrows(IOException.class, () -> MediaType.of(folder.resolve("missing.jpg")));
  }

  @Test
  void whatANameSays() {
    assertEquals(VIDEO, MediaType.named("b.c.MP4"));
    assertEquals(VIDEO, MediaType.named("a.y4m"));
    assertEquals(IMAGE, MediaType.named("a.JFIF"));
    for (String other : new String[] {"a.txt", "mp4", ".mp4", "a."}) {
      assertEquals(OTHER, MediaType.named(other), other);
    }
    assertEquals("jpg", MediaType.ending(Path.of("a.b", "c.d.JPG")));
    assertEquals("", MediaType.ending(Path.of("a.b", "c")));
  }

  @Test
  void imagesInTheFormOfMoviesAreNone() {
    assertTrue(isMovie("\0\0\0\30ftypisom"));
    assertTrue(isMovie("\0\0\0\30skip"));
    assertFalse(isMovie("\0\0\0\30ftypheic"));
    assertFalse(isMovie("ftypisom"));
  }

  private static boolean isMovie(String latin1) {
    return MediaType.isMovie(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void onlyTheStartIsLookedAt() {
    byte[] text = new byte[1 << 16];
    Arrays.fill(text, (byte) 'x');
    assertEquals(OTHER, MediaType.of(text));
    assertEquals("image", IMAGE.toString());
  }
}
