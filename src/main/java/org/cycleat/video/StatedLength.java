package org.cycleat.video;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many bytes a Matroska, WebM, AVI or WMV file says it has: FFmpeg takes a cut off end of these
 * for their end. MPEG streams and films written by a live recorder do not say.
 */
final class StatedLength {
  private static final int HEADER_BYTES = 4096;
  private static final int EBML = 0x1A45DFA3;
  private static final int SEGMENT = 0x18538067;

  /** ASF's file properties: their size, the file's number and the file's length follow. */
  private static final long FILE_PROPERTIES = 0xA1DCAB8C47A9CF11L;

  private static final int LENGTH_IN_FILE_PROPERTIES = 40;

  /** Some writers count a header or a padding byte wrongly. */
  private static final int TOLERANCE = 16;

  private StatedLength() {}

  /** True if bytes are missing at the end. */
  static boolean isTruncated(Path film) {
    try (InputStream in = Files.newInputStream(film)) {
      long stated = of(ByteBuffer.wrap(in.readNBytes(HEADER_BYTES)));
      return stated > Files.size(film) + TOLERANCE;
    } catch (IOException e) {
      return false; // it was readable just now: what is wrong is not its length
    }
  }

  /**
   * @param start of the file
   * @return bytes; 0 where it does not say
   */
  static long of(ByteBuffer start) {
    if (start.remaining() < 12) {
      return 0;
    } else if (start.getInt(0) == EBML) {
      return matroska(start);
    } else if (start.getInt(0) == 0x52494646) { // RIFF
      return 8 + (start.order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffffffffL);
    } else if (start.getInt(0) == 0x3026B275) { // ASF
      return asf(start);
    }
    return 0;
  }

  private static long asf(ByteBuffer start) {
    int last = start.limit() - LENGTH_IN_FILE_PROPERTIES - Long.BYTES;
    for (int i = 0; i <= last; i++) {
      if (start.getLong(i) == FILE_PROPERTIES) {
        return start.order(ByteOrder.LITTLE_ENDIAN).getLong(i + LENGTH_IN_FILE_PROPERTIES);
      }
    }
    return 0;
  }

  private static long matroska(ByteBuffer start) {
    start.position(4);
    long header = size(start);
    if (header < 0 || header > start.remaining() - 12) {
      return 0;
    }
    start.position(start.position() + (int) header);
    if (start.getInt() != SEGMENT) {
      return 0;
    }
    long segment = size(start);
    return segment < 0 ? 0 : start.position() + segment;
  }

  /** A number of variable length; negative for "unknown". */
  private static long size(ByteBuffer in) {
    int first = in.get() & 0xff;
    int more = Integer.numberOfLeadingZeros(first) - 24;
    if (more > 7) {
      return -1;
    }
    long value = first & (0x7f >> more);
    boolean ones = value == (0x7f >> more);
    for (int i = 0; i < more; i++) {
      int next = in.get() & 0xff;
      ones &= next == 0xff;
      value = value << 8 | next;
    }
    return ones ? -1 : value;
  }
}
