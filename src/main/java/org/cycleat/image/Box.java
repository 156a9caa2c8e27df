package org.cycleat.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A box of a file in ISO's base media format (ISO/IEC 14496-12, clause 4).
 *
 * @param type four characters
 * @param content behind its header, big-endian, at its first byte
 */
record Box(String type, ByteBuffer content) {
  private static final int TYPE_BYTES = 4;

  /**
   * The next box of a buffer, which moves behind it.
   *
   * @throws IOException when the box is not all there
   */
  static Box next(ByteBuffer data) throws IOException {
    int start = data.position();
    long size = Integer.toUnsignedLong(data.getInt());
    String type = type(data);
    if (size == 1) {
      size = data.getLong();
    }
    long left = (long) data.limit() - start;
    if (size == 0) { // to the end
      size = left;
    }
    int header = data.position() - start;
    if (size < header || size > left) {
      throw new IOException("it is truncated");
    }
    Box box = new Box(type, data.slice(start + header, (int) size - header));
    data.position(start + (int) size);
    return box;
  }

  /** The boxes that fill the rest of a buffer. */
  static List<Box> all(ByteBuffer data) throws IOException {
    List<Box> boxes = new ArrayList<>();
    while (data.hasRemaining()) {
      boxes.add(next(data));
    }
    return boxes;
  }

  /** The next four characters. */
  static String type(ByteBuffer data) {
    byte[] type = new byte[TYPE_BYTES];
    data.get(type);
    return new String(type, StandardCharsets.ISO_8859_1);
  }

  /** The version at the start of a full box; its flags are passed over. */
  int version() {
    return content.getInt() >>> 24;
  }

  /** From its first byte on. */
  ByteBuffer read() {
    return content.duplicate();
  }
}
