package org.cycleat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Sha256Test {
  /** FIPS 180-4's example of one block. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void whatIsAddedCountsInItsOrder() throws IOException {
    assertEquals(ABC, new Sha256().add("a").add(new byte[] {'b', 'c'}).hex());
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    assertEquals(ABC, Sha256.of(new ByteArrayInputStream(abc)));
    assertEquals(
        new Sha256().add(new byte[] {(byte) 0xC3, (byte) 0xA4}).hex(),
        new Sha256().add("\u00e4").hex());
  }
}
