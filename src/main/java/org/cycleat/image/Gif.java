package org.cycleat.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The blocks of a GIF file up to the end of its first picture (GIF 89a). */
final class Gif {
  /** LZW's longest strings have 12 bits for some 3,800 pixels. */
  private static final long MOST_PIXELS_OF_A_BYTE = 4096;

  private static final int SCREEN_END = 13;
  private static final int PICTURE = 0x2c;
  private static final int EXTENSION = 0x21;

  private final ByteBuffer data;
  private int position = SCREEN_END;

  private Gif(ByteBuffer data) {
    this.data = data.order(ByteOrder.LITTLE_ENDIAN);
  }

  static ImageHeader header(ByteBuffer data) throws IOException {
    Gif gif = new Gif(data);
    ImageHeader header = ImageHeader.of(ImageHeader.Format.GIF, gif.u16(6), gif.u16(8));
    gif.skipColours(10);
    gif.walk(header);
    header.requireContent(data.limit(), MOST_PIXELS_OF_A_BYTE);
    return header;
  }

  private void walk(ImageHeader screen) throws IOException {
    while (u8(position) == EXTENSION) {
      position += 2;
      skipBlocks();
    }
    if (u8(position) != PICTURE) {
      throw new IOException("it is damaged, or a GIF without a picture");
    }
    if (u16(position + 1) + u16(position + 5) > screen.width()
        || u16(position + 3) + u16(position + 7) > screen.height()) {
      throw new IOException("it is damaged: its picture is larger than its canvas");
    }
    int flags = position + 9;
    position += 10;
    skipColours(flags);
    position++; // bits of the first codes
    skipBlocks();
  }

  private void skipColours(int flags) {
    position += (u8(flags) & 0x80) == 0 ? 0 : 3 << ((u8(flags) & 7) + 1);
  }

  private void skipBlocks() {
    while (u8(position) != 0) {
      position += u8(position) + 1;
    }
    position++;
  }

  private int u8(int at) {
    return Byte.toUnsignedInt(data.get(at));
  }

  private int u16(int at) {
    return Short.toUnsignedInt(data.getShort(at));
  }
}
