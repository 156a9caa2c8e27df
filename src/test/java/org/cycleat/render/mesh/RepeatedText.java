package org.cycleat.render.mesh;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A text with a part that repeats, larger than one would keep in memory. */
final class RepeatedText extends InputStream {
  private final byte[] part;
  private final int times;
  private byte[] now;
  private int block;
  private int at;

  RepeatedText(String start, String part, int times) {
    this.part = part.getBytes(StandardCharsets.US_ASCII);
    this.times = times;
    this.now = start.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(byte[] target, int from, int count) {
    int done = 0;
    while (done < count && (at < now.length || block < times)) {
      if (at == now.length) {
        now = part;
        block++;
        at = 0;
      }
      int some = Math.min(count - done, now.length - at);
      System.arraycopy(now, at, target, from + done, some);
      done += some;
      at += some;
    }
    return done == 0 ? -1 : done;
  }
}
