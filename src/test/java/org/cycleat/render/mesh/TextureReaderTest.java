package org.cycleat.render.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class TextureReaderTest {
  private static final Place WHERE = new Place("a.wrl", 7);

  private final Map<String, byte[]> files = new HashMap<>();
  private final TextureReader reader =
      new TextureReader(
          new ModelFolder(
              "dir/a.wrl",
              name -> Optional.ofNullable(files.get(name)).map(ByteArrayInputStream::new)));

  @Test
  void texelsAreLinearWithTheTopRowFirst() {
    float[] expected = {
      0,
      0,
      1,
      Srgb.toLinear(64),
      0,
      1,
      Srgb.toLinear(128),
      0,
      1,
      0,
      Srgb.toLinear(64),
      1,
      Srgb.toLinear(64),
      Srgb.toLinear(64),
      1,
      Srgb.toLinear(128),
      Srgb.toLinear(64),
      1
    };
    for (String format : new String[] {"png", "bmp"}) {
      files.put(format, Pictures.encoded(Pictures.image(3, 2, BufferedImage.TYPE_INT_RGB), format));
      Texture texture = reader.read(WHERE, format).orElseThrow();
      assertEquals(3, texture.width());
      assertEquals(2, texture.height());
      assertArrayEquals(expected, texture.levels().get(0).texels());
    }
    files.put("jpg", Pictures.encoded(Pictures.image(3, 2, BufferedImage.TYPE_INT_RGB), "jpeg"));
    assertEquals(3, reader.read(WHERE, "jpg").orElseThrow().width());
  }

  @Test
  void greyLevelsStayWhatTheyAre() {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(1, 0, 0, 100);
    files.put("8", Pictures.encoded(grey, "png"));
    BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(1, 0, 0, 100 * 257);
    files.put("16", Pictures.encoded(deep, "png"));
    float level = Srgb.toLinear(100);
    float[] expected = {0, 0, 0, level, level, level};
    assertArrayEquals(expected, reader.read(WHERE, "8").orElseThrow().levels().get(0).texels());
    assertArrayEquals(expected, reader.read(WHERE, "16").orElseThrow().levels().get(0).texels());
  }

  @Test
  void aTextureIsReadOnce() {
    files.put("t", Pictures.png(3, 2));
    assertSame(reader.read(WHERE, "t").orElseThrow(), reader.read(WHERE, "t").orElseThrow());
    assertTrue(reader.read(WHERE, "u").isEmpty());
  }

  @Test
  void anImageBombIsAnErrorBeforeItIsDecoded() {
    files.put("bomb", withSize(Pictures.png(1, 1), 60_000, 50_000));
    assertError(
        "a.wrl, line 7: dir/bomb: 60000 x 50000 pixels; "
            + "a model's textures may have 64 megapixels in all",
        "bomb");
    files.put("most", withSize(Pictures.png(1, 1), Integer.MAX_VALUE, Integer.MAX_VALUE));
    assertThrows(ModelFormatException.class, () -> reader.read(WHERE, "most"));
  }

  @Test
  void whatIsNoImageIsAnError() {
    files.put("text", new byte[] {'h', 'e', 'l', 'l', 'o'});
    assertError("a.wrl, line 7: dir/text: expected a JPEG, PNG or BMP image", "text");
    files.put("gif", Pictures.encoded(Pictures.image(2, 2, BufferedImage.TYPE_INT_RGB), "gif"));
    assertError("a.wrl, line 7: dir/gif: expected a JPEG, PNG or BMP image", "gif");
    files.put("empty", new byte[0]);
    assertError("a.wrl, line 7: dir/empty: expected a JPEG, PNG or BMP image", "empty");
    for (String format : new String[] {"png", "bmp", "jpeg"}) {
      byte[] whole = Pictures.encoded(Pictures.image(30, 20, BufferedImage.TYPE_INT_RGB), format);
      for (int length = 8; length < whole.length - 40; length += 7) {
        files.put("cut" + format + length, Arrays.copyOf(whole, length));
        try {
          reader.read(WHERE, "cut" + format + length); // JPEG and BMP may be read as far as they go
        } catch (ModelFormatException e) {
          assertTrue(e.getMessage().startsWith("a.wrl, line 7: dir/cut"), e.getMessage());
        }
      }
    }
  }

  private void assertError(String expected, String name) {
    var error = assertThrows(ModelFormatException.class, () -> reader.read(WHERE, name));
    assertEquals(expected, error.getMessage());
  }

  /** A PNG that says another size than it has. */
  private static byte[] withSize(byte[] png, int width, int height) {
    ByteBuffer bytes = ByteBuffer.wrap(png);
    bytes.putInt(16, width).putInt(20, height); // behind the signature and the chunk's head
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    bytes.putInt(29, (int) crc.getValue());
    return png;
  }
}
