package org.cycleat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 that grows with what is added to it. */
public final class Sha256 {
  private final MessageDigest digest;

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Of all that a stream has left, 64 hexadecimal digits in lower case. */
  public static String of(InputStream in) throws IOException {
    Sha256 sha256 = new Sha256();
    try (InputStream digesting = new DigestInputStream(in, sha256.digest)) {
      digesting.transferTo(OutputStream.nullOutputStream());
    }
    return sha256.hex();
  }

  /** Adds bytes. */
  public Sha256 add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /** Adds a text as UTF-8. */
  public Sha256 add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** 64 hexadecimal digits in lower case; then it begins anew. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
