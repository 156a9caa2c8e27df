package org.cycleat.data;

/** A file's bytes, read as the numbers of image headers; past the end is an exception. */
final class Bytes {
  private final byte[] bytes;

  Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  int length() {
    return bytes.length;
  }

  byte[] array() {
    return bytes;
  }

  boolean startsWith(int at, int... expected) {
    if (at < 0 || at + expected.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (u8(at + i) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  int u8(int at) {
    return bytes[at] & 0xFF;
  }

  int u16Big(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  int u16Little(int at) {
    return u8(at + 1) << 8 | u8(at);
  }

  int u24Little(int at) {
    return u8(at + 2) << 16 | u16Little(at);
  }

  int i32Big(int at) {
    return u16Big(at) << 16 | u16Big(at + 2);
  }

  int i32Little(int at) {
    return u16Little(at + 2) << 16 | u16Little(at);
  }
}
