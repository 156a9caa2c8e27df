package org.cycleat.image;

import java.io.IOException;

/** The sizes in AV1's sequence headers (AV1 specification, 5.5), which its decoder allocates. */
final class Av1 {
  private static final int SEQUENCE_HEADER = 1;
  private static final int LEAST_LEVEL_WITH_TIER = 8;

  private final byte[] data;
  private int bit;

  private Av1(byte[] data, int start) {
    this.data = data;
    this.bit = 8 * start;
  }

  /**
   * Refuses a picture that is larger than the file says.
   *
   * @param units the data of a picture
   */
  static void requireSize(byte[] units, long mostPixels) throws IOException {
    for (int at = 0; at < units.length; ) {
      int head = units[at];
      at += (head & 4) == 0 ? 1 : 2;
      long size = (long) units.length - at;
      if ((head & 2) != 0) {
        size = 0;
        for (int shift = 0; shift < 56; shift += 7) {
          int part = units[at++];
          size |= (part & 0x7fL) << shift;
          if (part >= 0) {
            break;
          }
        }
      }
      if (size > units.length - at) {
        throw new IOException("it is truncated");
      }
      if ((head >> 3 & 15) == SEQUENCE_HEADER && new Av1(units, at).pixels() > mostPixels) {
        throw new IOException("it is damaged: its picture is larger than its header says");
      }
      at += (int) size;
    }
  }

  private long pixels() {
    bits(4); // profile, still picture
    if (bits(1) == 1) { // reduced
      bits(5);
    } else {
      operatingPoints();
    }
    int widthBits = (int) bits(4) + 1;
    int heightBits = (int) bits(4) + 1;
    return (bits(widthBits) + 1) * (bits(heightBits) + 1);
  }

  private void operatingPoints() {
    long delayBits = 0;
    if (bits(1) == 1) { // timing
      bits(32);
      bits(32);
      if (bits(1) == 1) {
        skipVariable();
      }
      if (bits(1) == 1) { // decoder model
        delayBits = bits(5) + 1;
        bits(32);
        bits(10);
      }
    }
    boolean hasDelays = bits(1) == 1;
    for (long left = bits(5) + 1; left > 0; left--) {
      bits(12);
      if (bits(5) >= LEAST_LEVEL_WITH_TIER) {
        bits(1);
      }
      if (delayBits > 0 && bits(1) == 1) {
        bits((int) delayBits);
        bits((int) delayBits);
        bits(1);
      }
      if (hasDelays && bits(1) == 1) {
        bits(4);
      }
    }
  }

  private void skipVariable() {
    int zeros = 0;
    while (zeros < 32 && bits(1) == 0) {
      zeros++;
    }
    bits(zeros);
  }

  private long bits(int count) {
    long value = 0;
    for (int i = 0; i < count; i++, bit++) {
      value = (value << 1) | ((data[bit >> 3] >> (7 - (bit & 7))) & 1);
    }
    return value;
  }
}
