package org.cycleat.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The checksum of LevelDB's tables and TensorFlow's files: CRC-32C, rotated and offset so that
 * checksums of checksums stay random.
 */
public final class MaskedChecksum {
  private MaskedChecksum() {}

  /** Of the bytes that remain; the position moves to their end. */
  public static int of(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }

  /** {@link #of} as it is stored, the lowest byte first. */
  public static byte[] bytes(ByteBuffer bytes) {
    return ByteBuffer.allocate(Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(of(bytes))
        .array();
  }
}
